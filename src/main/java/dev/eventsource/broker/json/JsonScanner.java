package dev.eventsource.broker.json;

import java.util.Arrays;

/**
 * Goes through one JSON text (RFC 8259) in UTF-8, from its first byte to its last, and makes objects of nothing: the server's JSON-P
 * takes three times as long. All that it passes is proven to be JSON, but not to be UTF-8. For one thread.
 */
public final class JsonScanner {
    private final byte[] text;
    private final int end;
    private int at;

    /** Begins at a byte of the text. */
    public JsonScanner(byte[] json, int from) {
        text = Arrays.copyOf(json, json.length + JsonTokens.PADDING);
        end = json.length;
        at = from;
    }

    /** Passes that byte if the next token begins with it. */
    public boolean take(char token) {
        boolean isNext = text[begin()] == token;
        if (isNext) {
            at++;
        }
        return isNext;
    }

    /** Passes that byte, which has to be the next token. */
    public void require(char token) throws NotJson {
        at = JsonTokens.behind(token, text, begin());
    }

    /** Passes a member's name and the colon behind it, and returns the name. */
    public JsonSlice name() throws NotJson {
        int from = begin();
        int behind = JsonTokens.behindString(text, from);
        at = JsonValues.behindColon(text, behind);
        return new JsonSlice(text, from, behind);
    }

    /** Where the next token begins. */
    public int begin() {
        at = JsonTokens.behindSpace(text, at);
        return at;
    }

    /** Passes one value. */
    public void skip() throws NotJson {
        at = JsonValues.behindValue(text, begin());
    }

    /** The value that began there and has just been passed. */
    public JsonSlice since(int from) {
        return new JsonSlice(text, from, at);
    }

    /** Says that nothing may follow but white space. */
    public void end() throws NotJson {
        if (begin() != end) {
            throw new NotJson();
        }
    }
}

package dev.eventsource.broker.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;

/** One value or name within a JSON text in UTF-8, as it is written there. Any thread may ask. */
public final class JsonSlice {
    private final byte[] text;
    private final int from;
    private final int to;

    JsonSlice(byte[] text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    public boolean isNull() {
        return text[from] == 'n';
    }

    public boolean isString() {
        return text[from] == '"';
    }

    /** A string as it is, anything else as its compact JSON. */
    public String string() {
        return isString() ? unquoted() : compact();
    }

    private String unquoted() {
        for (int at = from; at < to; at++) {
            if (text[at] == '\\') {
                return parsed();
            }
        }
        return new String(text, from + 1, to - from - 2, UTF_8);
    }

    private String parsed() {
        try (JsonReader reader = Json.createReader(new StringReader(written()))) {
            return ((JsonString) reader.readValue()).getString();
        }
    }

    /** Its JSON without white space, numbers and strings as they were written. */
    public String compact() {
        for (int at = from; at < to; at++) {
            if (JsonTokens.isSpace(text[at])) {
                return spaceless();
            }
        }
        return written();
    }

    private String written() {
        return new String(text, from, to - from, UTF_8);
    }

    private String spaceless() {
        byte[] kept = new byte[to - from];
        int length = 0;
        boolean inString = false;
        boolean isEscaped = false;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            inString ^= b == '"' && !isEscaped;
            isEscaped = b == '\\' && !isEscaped;
            if (inString || !JsonTokens.isSpace(b)) {
                kept[length++] = b;
            }
        }
        return new String(kept, 0, length, UTF_8);
    }
}

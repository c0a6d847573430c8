package dev.eventsource.broker.json;

import static dev.eventsource.broker.json.JsonTokens.behind;
import static dev.eventsource.broker.json.JsonTokens.behindScalar;
import static dev.eventsource.broker.json.JsonTokens.behindSpace;
import static dev.eventsource.broker.json.JsonTokens.behindString;

/** Where the values of a JSON text end, with all that they have in them. Positions are handed on, for fields take longer. Stateless. */
final class JsonValues {
    /** How deep objects and arrays may stand in each other, as the servers' JSON-P has it. */
    static final int MAX_DEPTH = 1_000;

    private JsonValues() {}

    /** Behind the value that must begin here. */
    static int behindValue(byte[] text, int at) throws NotJson {
        return behindValue(text, at, MAX_DEPTH);
    }

    private static int behindValue(byte[] text, int at, int depth) throws NotJson {
        return switch (text[at]) {
            case '"' -> behindString(text, at);
            case '{' -> behindMembers(text, at + 1, deeper(depth));
            case '[' -> behindElements(text, at + 1, deeper(depth));
            default -> behindScalar(text, at);
        };
    }

    private static int deeper(int depth) throws NotJson {
        if (depth == 0) {
            throw new NotJson();
        }
        return depth - 1;
    }

    private static int behindMembers(byte[] text, int from, int depth) throws NotJson {
        int at = behindSpace(text, from);
        if (text[at] == '}') {
            return at + 1;
        }
        while (true) {
            at = behindColon(text, behindString(text, at));
            at = behindSpace(text, behindValue(text, at, depth));
            if (text[at] != ',') {
                return behind('}', text, at);
            }
            at = behindSpace(text, at + 1);
        }
    }

    /** Where the value begins whose name has ended. */
    static int behindColon(byte[] text, int at) throws NotJson {
        return behindSpace(text, behind(':', text, behindSpace(text, at)));
    }

    private static int behindElements(byte[] text, int from, int depth) throws NotJson {
        int at = behindSpace(text, from);
        if (text[at] == ']') {
            return at + 1;
        }
        while (true) {
            at = behindSpace(text, behindValue(text, at, depth));
            if (text[at] != ',') {
                return behind(']', text, at);
            }
            at = behindSpace(text, at + 1);
        }
    }
}

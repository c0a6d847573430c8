package dev.eventsource.broker.json;

import java.util.Arrays;

/**
 * Where the tokens of a JSON text (RFC 8259) in UTF-8 end. The text must have {@link #PADDING} zeros behind it: JSON has them nowhere,
 * so that no reading has to ask first where the text ends. Stateless.
 */
final class JsonTokens {
    static final int PADDING = 8;

    /** What stands for itself in a string: neither its end nor an escape, nor a control. */
    private static final boolean[] PLAIN = new boolean[1 << Byte.SIZE];

    static {
        Arrays.fill(PLAIN, ' ', PLAIN.length, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private static final String ESCAPED = "\"\\/bfnrt";
    private static final int HEX_DIGITS = 4;

    private JsonTokens() {}

    /** Where the next token begins, or the zeros. */
    static int behindSpace(byte[] text, int from) {
        int at = from;
        while (text[at] <= ' ' && isSpace(text[at])) {
            at++;
        }
        return at;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Behind that byte, which must stand here. */
    static int behind(char token, byte[] text, int at) throws NotJson {
        if (text[at] != token) {
            throw new NotJson();
        }
        return at + 1;
    }

    /** Behind the string that must begin here. */
    static int behindString(byte[] text, int from) throws NotJson {
        int at = behindPlain(text, behind('"', text, from));
        while (text[at] != '"') {
            at = behindPlain(text, behindEscape(text, at));
        }
        return at + 1;
    }

    /** Behind all that stands for itself in a string: most of a text is that, and a table is the quickest to ask. */
    private static int behindPlain(byte[] text, int from) {
        int at = from;
        while (PLAIN[text[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    private static int behindEscape(byte[] text, int from) throws NotJson {
        int at = behind('\\', text, from);
        if (text[at] == 'u') {
            for (int i = 1; i <= HEX_DIGITS; i++) {
                require(Character.digit(text[at + i], 16) >= 0);
            }
            return at + 1 + HEX_DIGITS;
        }
        require(ESCAPED.indexOf(text[at]) >= 0);
        return at + 1;
    }

    /** Behind the number or the word that must begin here. */
    static int behindScalar(byte[] text, int at) throws NotJson {
        return switch (text[at]) {
            case 't' -> behindWord("true", text, at);
            case 'f' -> behindWord("false", text, at);
            case 'n' -> behindWord("null", text, at);
            default -> behindNumber(text, at);
        };
    }

    private static int behindWord(String word, byte[] text, int at) throws NotJson {
        for (int i = 0; i < word.length(); i++) {
            require(text[at + i] == word.charAt(i));
        }
        return at + word.length();
    }

    private static int behindNumber(byte[] text, int from) throws NotJson {
        int at = text[from] == '-' ? from + 1 : from;
        at = text[at] == '0' ? at + 1 : behindDigits(text, at);
        if (text[at] == '.') {
            at = behindDigits(text, at + 1);
        }
        if (text[at] == 'e' || text[at] == 'E') {
            at++;
            at = behindDigits(text, text[at] == '+' || text[at] == '-' ? at + 1 : at);
        }
        return at;
    }

    private static int behindDigits(byte[] text, int from) throws NotJson {
        int at = from;
        while (isDigit(text[at])) {
            at++;
        }
        require(at > from);
        return at;
    }

    private static boolean isDigit(byte b) {
        return (char) (b - '0') <= 9;
    }

    private static void require(boolean isJson) throws NotJson {
        if (!isJson) {
            throw new NotJson();
        }
    }
}

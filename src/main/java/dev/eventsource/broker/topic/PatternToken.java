package dev.eventsource.broker.topic;

import java.util.ArrayList;
import java.util.List;

/**
 * What a URL pattern is made of: URL Pattern Standard, section 2.1.
 *
 * @param start where it begins in the pattern, in characters
 * @param value what it says, without what only shows its kind
 */
record PatternToken(Kind kind, int start, String value) {
    /** What a token is. */
    enum Kind {
        OPEN,
        CLOSE,
        EXPRESSION,
        NAME,
        CHARACTER,
        ESCAPED,
        MODIFIER,
        ASTERISK,
        END,
        /** What would be wrong in a component, and is nothing special in a whole pattern. */
        INVALID
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether it stands for a character, and not for what this means in patterns. */
    boolean isPlain(String character) {
        return value.equals(character) && (is(Kind.CHARACTER) || is(Kind.ESCAPED) || is(Kind.INVALID));
    }

    /**
     * The tokens of a text.
     *
     * @param isWhole whether it is a whole pattern, and no component
     * @throws IllegalArgumentException where it is a component that is not well-formed; the message says what to change
     */
    static List<PatternToken> of(String text, boolean isWhole) {
        List<PatternToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = endOf(text, at);
            if (end < 0 && !isWhole) {
                throw new IllegalArgumentException(
                        "A URL pattern takes a name behind ':', a character behind '\\', and a regular expression without groups that count in parentheses; correct or escape '%s'."
                                .formatted(text.substring(at)));
            }
            tokens.add(end < 0 ? new PatternToken(Kind.INVALID, at, character(text, at)) : token(text, at, end));
            at = end < 0 ? at + character(text, at).length() : end;
        }
        tokens.add(new PatternToken(Kind.END, at, ""));
        return tokens;
    }

    private static String character(String text, int at) {
        return Character.toString(text.codePointAt(at));
    }

    /** Where the token ends that begins there; -1 where it is none. */
    private static int endOf(String text, int at) {
        return switch (text.charAt(at)) {
            case '\\' ->
                at + 1 < text.length() ? at + 1 + character(text, at + 1).length() : -1;
            case ':' -> endOfName(text, at + 1);
            case '(' -> endOfExpression(text, at + 1);
            default -> at + character(text, at).length();
        };
    }

    private static PatternToken token(String text, int at, int end) {
        return switch (text.charAt(at)) {
            case '*' -> new PatternToken(Kind.ASTERISK, at, "*");
            case '+', '?' -> new PatternToken(Kind.MODIFIER, at, text.substring(at, end));
            case '{' -> new PatternToken(Kind.OPEN, at, "{");
            case '}' -> new PatternToken(Kind.CLOSE, at, "}");
            case '\\' -> new PatternToken(Kind.ESCAPED, at, text.substring(at + 1, end));
            case ':' -> new PatternToken(Kind.NAME, at, text.substring(at + 1, end));
            case '(' -> new PatternToken(Kind.EXPRESSION, at, text.substring(at + 1, end - 1));
            default -> new PatternToken(Kind.CHARACTER, at, text.substring(at, end));
        };
    }

    private static int endOfName(String text, int start) {
        int end = start;
        while (end < text.length() && isOfName(text.codePointAt(end), end == start)) {
            end += character(text, end).length();
        }
        return end == start ? -1 : end;
    }

    private static boolean isOfName(int c, boolean isFirst) {
        return c == '$'
                || c == '_'
                || (isFirst ? Character.isUnicodeIdentifierStart(c) : Character.isUnicodeIdentifierPart(c));
    }

    /** Behind its closing parenthesis; those within must not be groups that count. */
    private static int endOfExpression(String text, int start) {
        int depth = 1;
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean isGroup = text.startsWith("(?", at);
            if (c >= 0x80 || (at == start && c == '?') || (c == '(' && !isGroup)) {
                return -1;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return at == start ? -1 : at + 1;
            }
            at += c == '\\' ? 1 : 0;
        }
        return -1;
    }
}

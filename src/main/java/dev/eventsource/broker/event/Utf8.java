package dev.eventsource.broker.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 without forgiveness: what cannot be encoded or decoded is never replaced by something else. */
public final class Utf8 {
    /** What Java's fast decoder puts in the place of bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /** The most bytes that a UTF-16 unit takes. */
    private static final long MOST_FOR_UNIT = 3;

    private Utf8() {}

    /** The text of {@code bytes}. */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(bytes);
    }

    // Some publisher may have written the replacement itself, and only this decoder can tell. It takes seven times as
    // long.
    private static String decodeStrictly(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Whether that is the text of something. */
    public static boolean isWellFormed(byte[] bytes) {
        try {
            decode(bytes);
            return true;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    /** Whether every surrogate of {@code text} has its partner. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPairAt(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Whether a well-formed {@code text} takes no more than so many bytes; a short one is not gone through for that. */
    static boolean isAtMost(long bytes, String text) {
        return MOST_FOR_UNIT * text.length() <= bytes || length(text) <= bytes;
    }

    /** How many bytes a well-formed {@code text} takes. */
    static long length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of the pair's four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    private static boolean isPairAt(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }
}

package dev.eventsource.broker.http;

import dev.eventsource.broker.event.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code application/x-www-form-urlencoded}: WHATWG URL, section 5.1, but for malformed percent signs and UTF-8,
 * which are refused instead of guessed at.
 */
final class FormDecoder {
    /** Each takes many times its bytes when it is read, and no call takes more than some dozens. */
    private static final int MOST_PAIRS = 200;

    private FormDecoder() {}

    /**
     * Adds the pairs of {@code form}, a character for each of its bytes, to {@code values}; {@link
     * IllegalArgumentException} where it is malformed. A malformed value of one of {@code verbatim} stands as it came.
     */
    static void decode(String form, Set<String> verbatim, Map<String, List<String>> values) {
        int pairs = 0;
        for (int from = 0, to; from < form.length(); from = to + 1) {
            to = form.indexOf('&', from) < 0 ? form.length() : form.indexOf('&', from);
            if (to > from) {
                add(form.substring(from, to), verbatim, values);
                pairs++;
            }
            if (pairs > MOST_PAIRS) {
                throw new IllegalArgumentException("more pairs than any call takes");
            }
        }
    }

    private static void add(String pair, Set<String> verbatim, Map<String, List<String>> values) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String encoded = equals < 0 ? "" : pair.substring(equals + 1);
        String value = verbatim.contains(name) ? decodeIfWellFormed(encoded) : decode(encoded);
        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    private static String decodeIfWellFormed(String encoded) {
        try {
            return decode(encoded);
        } catch (IllegalArgumentException malformed) {
            return encoded;
        }
    }

    /** The text of one part of a form; {@link IllegalArgumentException} where it is malformed. */
    static String decode(String encoded) {
        try {
            return Utf8.decode(unescape(encoded.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }

    private static byte[] unescape(byte[] encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            switch (encoded[i]) {
                case '+' -> bytes.write(' ');
                case '%' -> {
                    bytes.write(hexPair(encoded, i + 1));
                    i += 2;
                }
                default -> bytes.write(encoded[i]);
            }
        }
        return bytes.toByteArray();
    }

    private static int hexPair(byte[] encoded, int i) {
        if (i + 1 >= encoded.length) {
            throw new IllegalArgumentException("a percent sign without two digits");
        }
        return HexFormat.fromHexDigit(encoded[i]) << 4 | HexFormat.fromHexDigit(encoded[i + 1]);
    }
}

package dev.eventsource.broker.url;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding: URL Standard, section 1.3. Stateless, so any thread may ask. */
public enum Encoded {
    /** Control characters alone, and what is beyond ASCII. */
    OPAQUE(""),
    FRAGMENT(" \"<>`"),
    QUERY(" \"#<>"),
    QUERY_OF_SPECIAL(" \"#<>'"),
    PATH(" \"#<>?^`{}"),
    USER(" \"#<>?^`{}/:;=@[\\]|");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int DEL = 0x7f;
    private static final String UNRESERVED = "-._~";

    private final String others;

    Encoded(String others) {
        this.others = others;
    }

    /** The text with all that has to be encoded there. */
    public String of(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ' || b == DEL || others.indexOf(b) >= 0) {
                encoded.append('%').append(HEX.toHexDigits(b));
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }

    private static boolean isEncodedAt(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '%'
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    /** The text with nothing encoded. */
    static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        String ascii = new String(encoded, StandardCharsets.ISO_8859_1);
        for (int at = 0; at < encoded.length; at++) {
            if (isEncodedAt(ascii, at)) {
                bytes.write(HexFormat.fromHexDigits(ascii, at + 1, at + 3));
                at += 2;
            } else {
                bytes.write(encoded[at]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The text with nothing encoded that need not be anywhere: RFC 3986, section 6.2.2.2. */
    static String decodeUnreserved(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = isEncodedAt(text, at) ? (char) HexFormat.fromHexDigits(text, at + 1, at + 3) : 0;
            if ((c < DEL && Character.isLetterOrDigit(c)) || (c > 0 && UNRESERVED.indexOf(c) >= 0)) {
                decoded.append(c);
                at += 2;
            } else {
                decoded.append(text.charAt(at));
            }
        }
        return decoded.toString();
    }
}

package dev.eventsource.broker.url;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hosts: URL Standard, section 3.5. Stateless, so any thread may ask. */
public final class Host {
    private static final String FORBIDDEN = "\0\t\n\r #/:<>?@[\\]^|";
    private static final String FORBIDDEN_IN_DOMAIN = FORBIDDEN + "%";
    private static final Pattern LABELS = Pattern.compile("\\.");

    /** To encode one takes longer than its length; the same holds of a domain that is not ASCII. */
    private static final int LONGEST_LABEL = 63;

    private static final int LONGEST_DOMAIN = 255;

    private static final int DEL = 0x7f;

    private Host() {}

    /** A host as it is compared; null where it is none. One of a scheme that is not special is any text. */
    public static @Nullable String read(String text, boolean isSpecial) {
        if (text.startsWith("[")) {
            return Ip.six(text);
        }
        if (!isSpecial) {
            return hasAny(text, FORBIDDEN) ? null : Encoded.OPAQUE.of(text);
        }
        String domain = domain(Encoded.decode(text));
        if (domain == null || domain.isEmpty() || hasAny(domain, FORBIDDEN_IN_DOMAIN)) {
            return null;
        }
        return Ip.isMeant(domain) ? Ip.four(domain) : domain;
    }

    private static @Nullable String domain(String text) {
        if (text.chars().allMatch(c -> c < DEL)) {
            boolean hasControl = text.chars().anyMatch(c -> c < ' ');
            return hasControl ? null : text.toLowerCase(Locale.ROOT);
        }
        if (text.length() > LONGEST_DOMAIN) {
            return null;
        }
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        if (LABELS.splitAsStream(normal).anyMatch(label -> label.length() > LONGEST_LABEL)) {
            return null;
        }
        try {
            return IDN.toASCII(normal, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException noDomain) {
            return null;
        }
    }

    private static boolean hasAny(String text, String characters) {
        return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
    }
}

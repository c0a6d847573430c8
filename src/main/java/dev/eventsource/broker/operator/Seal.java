package dev.eventsource.broker.operator;

import dev.eventsource.broker.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes text so that whoever does not know the key can make or change none. Never changes, so any thread may ask. */
final class Seal {
    private static final Pattern FORM = Pattern.compile("(.*)\\.([0-9a-f]{64})", Pattern.DOTALL);

    private final byte[] key;

    /** With the key that the operators' token has for one purpose, and is of use for nothing else. */
    Seal(OperatorToken token, String purpose) {
        this.key = token.derive(purpose);
    }

    /** The text, a dot, and 64 hexadecimal digits. */
    String seal(String text) {
        return text + "." + Hmac.hex(key, text);
    }

    /** The text that was sealed with this key; compared in constant time. */
    Optional<String> open(String sealed) {
        Matcher form = FORM.matcher(sealed);
        return form.matches() && isEqual(form.group(2), Hmac.hex(key, form.group(1)))
                ? Optional.of(form.group(1))
                : Optional.empty();
    }

    private static boolean isEqual(String given, String right) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
    }
}

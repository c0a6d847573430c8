package dev.eventsource.broker.operator;

import dev.eventsource.broker.secret.Hmac;
import dev.eventsource.broker.secret.RandomIds;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What an operator proves itself with: {@code ADMIN_TOKEN}, or where that is not set one that is drawn for this run. Never
 * changes, so any thread may ask.
 */
@Singleton
final class OperatorToken {
    /** What can be guessed, at ten attempts a minute from each address, sooner than anybody notices. */
    private static final int TOO_SHORT = 16;

    private final String text;
    private final boolean isDrawn;

    @Inject
    OperatorToken(Settings settings) {
        String set = settings.text(Setting.ADMIN_TOKEN);
        this.isDrawn = set.isEmpty();
        this.text = isDrawn ? RandomIds.next() : set;
    }

    /** Whether nobody but this broker knows it yet. */
    boolean isDrawn() {
        return isDrawn;
    }

    /** Whether it is so short that it may be guessed. */
    boolean isShort() {
        return text.length() < TOO_SHORT;
    }

    /** Compared in constant time. */
    boolean is(String given) {
        return MessageDigest.isEqual(bytes(given), bytes(text));
    }

    byte[] bytes() {
        return bytes(text);
    }

    /** A key for one purpose, by which nobody learns the token. */
    byte[] derive(String purpose) {
        return Hmac.of(text, purpose);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "OperatorToken";
    }
}

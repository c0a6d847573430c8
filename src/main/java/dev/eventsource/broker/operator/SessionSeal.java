package dev.eventsource.broker.operator;

import dev.eventsource.broker.secret.Hmac;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes sessions so that whoever does not know the operators' token can make or change none: every node that has the token
 * takes them, and none has to remember them. Never changes, so any thread may ask.
 */
@Singleton
final class SessionSeal {
    private static final Pattern FORM = Pattern.compile("(([\\w-]{24})\\.(\\d{10})\\.(\\d{10}))\\.([0-9a-f]{64})");

    private final byte[] key;

    /** Whose key is drawn from the token, and is of use for nothing else. */
    @Inject
    SessionSeal(OperatorToken token) {
        this.key = token.derive("eventsource operator's session");
    }

    /** Letters, digits and {@code -_.} alone, which no cookie has to quote. */
    String seal(Session session) {
        String content = "%s.%d.%d"
                .formatted(
                        session.id(),
                        session.begunAt().getEpochSecond(),
                        session.seenAt().getEpochSecond());
        return content + "." + Hmac.hex(key, content);
    }

    /** The session that was sealed with this token; compared in constant time. */
    Optional<Session> open(String sealed) {
        Matcher form = FORM.matcher(sealed);
        return form.matches() && isEqual(form.group(5), Hmac.hex(key, form.group(1)))
                ? Optional.of(new Session(form.group(2), instant(form.group(3)), instant(form.group(4))))
                : Optional.empty();
    }

    private static boolean isEqual(String given, String right) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}

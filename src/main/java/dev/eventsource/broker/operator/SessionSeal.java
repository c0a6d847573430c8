package dev.eventsource.broker.operator;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes sessions so that every node that has the operators' token takes them, and none has to remember them. Never changes,
 * so any thread may ask.
 */
@Singleton
final class SessionSeal {
    private static final Pattern FORM = Pattern.compile("([\\w-]{24})\\.(\\d{10})\\.(\\d{10})(?:\\.(\\d{10}))?");

    private final Seal seal;

    @Inject
    SessionSeal(OperatorToken token) {
        this.seal = new Seal(token, "eventsource operator's session");
    }

    /** Letters, digits and {@code -_.} alone, which no cookie has to quote. Its end only where that is not as usual. */
    String seal(Session session) {
        String text = session.id() + "." + session.begunAt().getEpochSecond() + "."
                + session.seenAt().getEpochSecond();
        return seal.seal(
                session.hasUsualEnd() ? text : text + "." + session.endsAt().getEpochSecond());
    }

    /** The session that was sealed with this token. */
    Optional<Session> open(String sealed) {
        return seal.open(sealed).map(FORM::matcher).filter(Matcher::matches).map(SessionSeal::session);
    }

    private static Session session(Matcher form) {
        Instant begun = instant(form.group(2));
        String end = form.group(4);
        return new Session(
                form.group(1), begun, instant(form.group(3)), end == null ? Session.usualEnd(begun) : instant(end));
    }

    private static Instant instant(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}

package dev.eventsource.broker.operator;

import dev.eventsource.broker.secret.RandomIds;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The sessions of operators' browsers. Who has one is an operator, as who has the token is, in calls that have the header
 * {@value #HEADER} as well, which no form, link or image can send and no other site's script without being asked about first.
 * Any thread may call.
 */
@Singleton
public final class Sessions {
    /** Without it a cookie is no proof of anything. */
    public static final String HEADER = "Eshq-Console";

    private static final Logger LOG = System.getLogger(Sessions.class.getName());

    private final SessionSeal seal;
    private final EndedSessions ended;
    private final Clock clock;

    @Inject
    Sessions(SessionSeal seal, EndedSessions ended) {
        this(seal, ended, Clock.systemUTC());
    }

    Sessions(SessionSeal seal, EndedSessions ended, Clock clock) {
        this.seal = seal;
        this.ended = ended;
        this.clock = clock;
    }

    /** Begins one that lasts until then at most, whatever the browser had before; the cookie to be set. */
    public String begin(HttpServletRequest request, Instant until) {
        Session session = Session.begin(RandomIds.next(), now(), until);
        LOG.log(Level.INFO, "An operator''s session {0} begins", session.id());
        return SessionCookie.keep(seal.seal(session), request);
    }

    /** The session that a call is made in, if it is in one. */
    public Optional<Session> find(HttpServletRequest request) {
        return request.getHeader(HEADER) == null
                ? Optional.empty()
                : SessionCookie.in(request)
                        .flatMap(value -> seal.open(value).stream())
                        .filter(this::stands)
                        .findFirst();
    }

    /** Whether a session is neither ended nor over. */
    public boolean stands(Session session) {
        return session.isAt(clock.instant()) && !ended.has(session);
    }

    /** Notes that somebody is there; the cookie to be set. */
    public String renew(Session session, HttpServletRequest request) {
        return SessionCookie.keep(seal.seal(session.seen(now())), request);
    }

    /** Ends it on all nodes; the cookie to be set. */
    public String end(Session session, HttpServletRequest request) {
        ended.end(session);
        LOG.log(Level.INFO, "An operator''s session {0} was ended", session.id());
        return SessionCookie.forget(request);
    }

    /** Sees to it that all nodes hear of those that ended, once a minute. */
    public void tellAgain() {
        ended.tellAgain();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}

package dev.eventsource.broker.operator;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may see and steer the node: the bearer of the operators' token, or of one whose issuer says so, a browser in a session that one has begun, and where
 * {@code OPERATOR_ON_LOOPBACK} says so a direct call from loopback. Any thread may ask.
 */
@Singleton
public final class Operator {
    private static final Logger LOG = System.getLogger(Operator.class.getName());

    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    private static final String BEARER = "bearer ";

    private final OperatorToken token;
    private final Sessions sessions;
    private final WrongTokens wrongTokens;
    private final Event<ShownToken> shown;
    private final boolean trustsLoopback;
    private final String ownOrigin;

    @Inject
    Operator(
            OperatorToken token,
            Sessions sessions,
            WrongTokens wrongTokens,
            Event<ShownToken> shown,
            Settings settings) {
        this.token = token;
        this.sessions = sessions;
        this.wrongTokens = wrongTokens;
        this.shown = shown;
        this.trustsLoopback = settings.flag(Setting.OPERATOR_ON_LOOPBACK);
        this.ownOrigin = settings.text(Setting.ORIGIN);
    }

    void warn(@Observes Startup deployment) {
        if (trustsLoopback) {
            LOG.log(
                    Level.WARNING,
                    "OPERATOR_ON_LOOPBACK is set: whoever calls from this machine steers the node, and so does everyone behind a"
                            + " proxy on it that says nothing of them. Set ADMIN_TOKEN instead where others can reach it.");
        }
    }

    /**
     * A 403 problem where a browser makes the call for the page of another site, whatever it proves; a 401 problem unless it
     * is an operator's. Whoever sends an {@code Authorization} is judged by it alone, from wherever it comes.
     */
    public void require(HttpServletRequest request) {
        require(request, Problem::noOperator);
    }

    /** The same, with another problem where the call is no operator's. */
    public void require(HttpServletRequest request, Supplier<WebApplicationException> otherwise) {
        requireOwnSite(request);
        if (!Instant.now().isBefore(end(request))) {
            throw otherwise.get();
        }
    }

    /** Until when what a call proves makes it an operator's; in the past where it proves nothing. */
    public Instant end(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return end(authorization);
        }
        Instant unproven = trustsLoopback && Loopback.isDirect(request) ? Instant.MAX : Instant.MIN;
        return sessions.find(request).map(Session::endsAt).orElse(unproven);
    }

    private Instant end(@Nullable String authorization) {
        if (bearsToken(authorization)) {
            return Instant.MAX;
        }
        ShownToken other = new ShownToken(bearer(authorization));
        if (!other.text().isEmpty()) {
            shown.fire(other);
        }
        return other.end();
    }

    /**
     * The same as {@link #require(HttpServletRequest)}, of a call that proves it by a token alone, as a session begins; a 429 problem
     * where it goes on guessing.
     *
     * @return until when it proves that
     */
    public Instant requireToken(HttpServletRequest request) {
        requireOwnSite(request);
        Instant end = end(request.getHeader("Authorization"));
        if (!Instant.now().isBefore(end)) {
            throw wrongTokens.refusal(request.getRemoteAddr());
        }
        return end;
    }

    /** Whether a call bears a token by which it is an operator's, be it the operators' own or an issuer's. */
    public boolean isBearer(HttpServletRequest request) {
        return Instant.now().isBefore(end(request.getHeader("Authorization")));
    }

    private void requireOwnSite(HttpServletRequest request) {
        if (isOfAnotherSite(request)) {
            throw Problem.forbidden(
                    "This call is an operator's, and no page of another site may make it; where the page is"
                            + " the broker's own, let the proxy pass on the Host, or set ORIGIN.");
        }
    }

    /** Fetch Metadata, section 2.4: no page can forge it, and only on plain HTTP browsers leave it out. */
    private boolean isOfAnotherSite(HttpServletRequest request) {
        return !OWN_SITES.containsAll(Collections.list(request.getHeaders("Sec-Fetch-Site")))
                || !Collections.list(request.getHeaders("Origin")).stream().allMatch(origin -> isOwn(origin, request));
    }

    /** By its host and port alone: where a proxy ends TLS, the page's scheme is another than this server's. */
    private boolean isOwn(String origin, HttpServletRequest request) {
        String host = request.getHeader("Host");
        return (host != null && origin.replaceFirst("^https?://", "").equalsIgnoreCase(host))
                || (!ownOrigin.isEmpty() && (ownOrigin + "/").startsWith(origin + "/"));
    }

    /** Whether a header {@code Authorization} bears the operators' token. */
    public boolean bearsToken(@Nullable String authorization) {
        String given = bearer(authorization);
        return !given.isEmpty() && token.is(given);
    }

    /** What it bears; empty: nothing. */
    private static String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }
}

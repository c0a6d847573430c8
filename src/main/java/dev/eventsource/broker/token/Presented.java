package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the token that a call shows. Any thread may ask. */
@Singleton
final class Presented {
    private static final String BEARER = "bearer ";
    private static final String IN_QUERY = "access_token";

    private final Operator operator;
    private final TokenCookie cookie;
    private final boolean isTakenFromQuery;

    @Inject
    Presented(Operator operator, TokenCookie cookie, Settings settings) {
        this.operator = operator;
        this.cookie = cookie;
        this.isTakenFromQuery = settings.flag(Setting.TOKEN_IN_QUERY);
    }

    /**
     * The token of a call; empty where it shows none, but something else that is judged elsewhere. A 400 problem where it says
     * in more than one way who makes it: which of them counts should be nobody's guess. A browser sends its cookie with
     * everything, so beside what proves something else it counts for nothing.
     */
    Optional<String> find(HttpServletRequest request, Parameters parameters) {
        boolean isProvenElsewhere = request.getHeader("Authorization") == null
                ? Stream.of("socket", "key", "timestamp", "token").anyMatch(parameters::has)
                : inHeader(request).isEmpty();
        List<String> shown = Stream.of(
                        inHeader(request),
                        inQuery(parameters),
                        isProvenElsewhere ? Optional.<String>empty() : cookie.find(request))
                .flatMap(Optional::stream)
                .toList();
        if (shown.size() > 1 || (!shown.isEmpty() && hasCredentials(request, parameters))) {
            throw Problem.badRequest(
                    "The call says in more than one way who makes it; send one token, or else a user's credentials.");
        }
        return shown.stream().findFirst();
    }

    private static boolean hasCredentials(HttpServletRequest request, Parameters parameters) {
        String authorization = request.getHeader("Authorization");
        boolean isBasic = authorization != null && bearer(authorization).isEmpty();
        return isBasic || Stream.of("key", "timestamp", "token").anyMatch(parameters::has);
    }

    private Optional<String> inQuery(Parameters parameters) {
        if (!parameters.has(IN_QUERY)) {
            return Optional.empty();
        }
        if (!isTakenFromQuery) {
            throw Problem.badRequest(
                    "A token in the parameter 'access_token' is not taken here; send it as 'Authorization: Bearer'.");
        }
        return parameters.find(IN_QUERY);
    }

    /** RFC 6750, section 2.1. What an operator bears is no such token. */
    Optional<String> inHeader(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        return bearer(authorization)
                .filter(UnprovenToken::isMeant)
                .filter(token -> !operator.bearsToken(authorization));
    }

    /** What a header {@code Authorization} bears, whatever it is. */
    static Optional<String> bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }
}

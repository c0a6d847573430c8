package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.operator.Operator;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the token that a call shows. Any thread may ask. */
@Singleton
final class Presented {
    private static final String BEARER = "bearer ";

    private final Operator operator;

    @Inject
    Presented(Operator operator) {
        this.operator = operator;
    }

    /**
     * The token of a call; empty where it shows none, but something else that is judged elsewhere. A 400 problem where it says
     * in more than one way who makes it: which of them counts should be nobody's guess.
     */
    Optional<String> find(HttpServletRequest request, Parameters parameters) {
        Optional<String> token = inHeader(request);
        if (token.isPresent() && Stream.of("key", "timestamp", "token").anyMatch(parameters::has)) {
            throw Problem.badRequest("Send either a token or 'key', 'timestamp' and 'token', and not both.");
        }
        return token;
    }

    /** RFC 6750, section 2.1. What an operator bears is no such token. */
    private Optional<String> inHeader(HttpServletRequest request) {
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

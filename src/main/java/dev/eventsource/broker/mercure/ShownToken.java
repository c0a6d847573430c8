package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.stream.LastEventId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the token that a call shows: in its header, else in its query, else in a cookie. Any thread may ask. */
@Singleton
class ShownToken {
    private static final String BEARER = "bearer ";
    private static final String IN_QUERY = "authorization";
    private static final String COOKIE = "mercureAuthorization";

    private final Cors cors;

    @Inject
    ShownToken(Cors cors) {
        this.cors = cors;
    }

    /** The token; empty where there is none. A 403 problem where a page that may not has its browser send a cookie. */
    Optional<String> find(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return Optional.of(authorization)
                    .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .map(text -> text.substring(BEARER.length()).strip())
                    .or(() -> {
                        throw Problem.noBearer();
                    });
        }
        return Parameters.ofQuery(request.getQueryString(), LastEventId.VERBATIM)
                .find(IN_QUERY)
                .or(() -> inCookie(request));
    }

    private Optional<String> inCookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        List<String> found = Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .toList();
        if (found.size() > 1) {
            throw Problem.badRequest("The cookie '%s' stands more than once; set it for one path.".formatted(COOKIE));
        }
        if (!found.isEmpty() && !cors.isOfTrustedPage(request)) {
            throw Problem.forbidden("Cookies count for pages of the origins in ALLOWED_ORIGINS alone.");
        }
        return found.stream().findFirst();
    }
}

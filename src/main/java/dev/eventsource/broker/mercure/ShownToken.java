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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the token that a call shows: in its header, else in its query, as draft 07 has it, else in a cookie. Any thread may
 * ask.
 */
@Singleton
class ShownToken {
    private static final String BEARER = "bearer ";
    private static final String IN_QUERY = "authorization";
    private static final String COOKIE = "mercureAuthorization";

    /** Draft 08, section "Cookie". */
    static final String ACCESS_COOKIE = "__Secure-mercure_access_token";

    private final Cors cors;

    @Inject
    ShownToken(Cors cors) {
        this.cors = cors;
    }

    /** The token; empty where there is none. A 403 problem where a page that may not has its browser send a cookie. */
    Optional<String> find(HttpServletRequest request) {
        if (request.getHeader("Authorization") != null) {
            return inHeader(request).or(() -> {
                throw Problem.noBearer();
            });
        }
        return Parameters.ofQuery(request.getQueryString(), LastEventId.VERBATIM)
                .find(IN_QUERY)
                .or(() -> inCookie(request, COOKIE, Problem::badRequest));
    }

    /** What stands behind {@code Bearer} in the header; empty where it has nothing of that kind. */
    static Optional<String> inHeader(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .map(text -> text.length() < BEARER.length() ? text + " " : text)
                .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(text -> text.substring(BEARER.length()).strip());
    }

    /**
     * The token of a cookie; empty where there is none. A 403 problem where a page that may not has its browser send it.
     *
     * @param refusal the refusal of a cookie that stands more than once, with what to change
     */
    Optional<String> inCookie(
            HttpServletRequest request, String name, Function<String, ? extends RuntimeException> refusal) {
        Cookie[] cookies = request.getCookies();
        List<String> found = Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .toList();
        if (found.size() > 1) {
            throw refusal.apply("The cookie '%s' stands more than once; set it for one path.".formatted(name));
        }
        if (!found.isEmpty() && !cors.isOfTrustedPage(request)) {
            throw Problem.forbidden("Cookies count for pages of the origins in ALLOWED_ORIGINS alone.");
        }
        return found.stream().findFirst();
    }
}

package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Cors;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The token in a browser's cookie, which the browser sends for whatever page makes the call. So it counts for pages of the
 * broker's own origin and of those that {@code ALLOWED_ORIGINS} lists, and for no others. Any thread may ask.
 */
@Singleton
final class TokenCookie {
    private final Cors cors;
    private final String name;

    @Inject
    TokenCookie(Cors cors, Settings settings) {
        this.cors = cors;
        this.name = settings.text(Setting.TOKEN_COOKIE);
    }

    /** The token; empty where there is none. A 403 problem where the page that makes the call is of another origin. */
    Optional<String> find(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (name.isEmpty() || cookies == null) {
            return Optional.empty();
        }
        List<String> found = Stream.of(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .toList();
        if (found.size() > 1) {
            throw Problem.badRequest("The cookie '%s' stands more than once; set it for one path.".formatted(name));
        }
        if (!found.isEmpty() && !cors.isOfTrustedPage(request)) {
            throw Problem.forbidden("Cookies count for pages of the origins in ALLOWED_ORIGINS alone.");
        }
        return found.stream().findFirst();
    }
}

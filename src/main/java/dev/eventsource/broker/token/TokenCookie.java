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
import org.jspecify.annotations.Nullable;

/**
 * The token in a browser's cookie, which the browser sends for whatever page makes the call. So it counts for pages of the
 * broker's own origin and of those that {@code ALLOWED_ORIGINS} lists, and for no others. Any thread may ask.
 */
@Singleton
final class TokenCookie {
    /** Fetch Metadata, section 2.4. Browsers leave it out on plain HTTP. */
    private static final List<String> OWN_SITES = List.of("same-origin", "none");

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
        if (!found.isEmpty() && !isOfTrustedPage(request)) {
            throw Problem.forbidden("Cookies count for pages of the origins in ALLOWED_ORIGINS alone.");
        }
        return found.stream().findFirst();
    }

    /** Without an origin only what changes nothing: a browser names it with everything else. */
    private boolean isOfTrustedPage(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            return cors.trusts(origin) || isOwn(origin, request.getHeader("Host"));
        }
        String site = request.getHeader("Sec-Fetch-Site");
        return List.of("GET", "HEAD").contains(request.getMethod()) && (site == null || OWN_SITES.contains(site));
    }

    /** By host and port: where a proxy ends TLS, the page's scheme is another than this server's. */
    private static boolean isOwn(String origin, @Nullable String host) {
        return host != null && origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
    }
}

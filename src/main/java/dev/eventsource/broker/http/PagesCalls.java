package dev.eventsource.broker.http;

import jakarta.ws.rs.HttpMethod;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which calls pages of other origins make, and may read the answers of: those with a socket's id, and those with a token.
 * What takes a user's credentials is none of them, nor is it to end a socket.
 */
final class PagesCalls {
    /**
     * By path, for a filter bound to a resource does not see what no method of it answers, such as a 405. Some servers
     * give a path with its first slash and some without.
     */
    private static final Pattern OF_SOCKETS = Pattern.compile("/?socket/.+");

    private static final Pattern OF_TOKENS = Pattern.compile("/?(events?|channel/[^/]+/(users(/count)?|events))/?");
    private static final Pattern BEARER = Pattern.compile("(?i)bearer .*");
    private static final Pattern IN_QUERY = Pattern.compile("(^|.*&)access_token=.*");

    private PagesCalls() {}

    /**
     * Whether a call is one of them.
     *
     * @param header its headers by their names
     * @param query as it was sent; null: none
     * @param takesCookies whether tokens come in cookies
     */
    static boolean include(
            String method,
            String path,
            UnaryOperator<@Nullable String> header,
            @Nullable String query,
            boolean takesCookies) {
        if (OF_SOCKETS.matcher(path).matches()) {
            return !method.equals(HttpMethod.DELETE);
        }
        return OF_TOKENS.matcher(path).matches() && isWithToken(header, query, takesCookies);
    }

    private static boolean isWithToken(
            UnaryOperator<@Nullable String> header, @Nullable String query, boolean takesCookies) {
        String authorization = header.apply("Authorization");
        if (authorization != null) {
            return BEARER.matcher(authorization).matches();
        }
        return (takesCookies && header.apply("Cookie") != null)
                || (query != null && IN_QUERY.matcher(query).matches());
    }
}

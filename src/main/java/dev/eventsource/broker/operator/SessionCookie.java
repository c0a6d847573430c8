package dev.eventsource.broker.operator;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The cookie that a session's browser keeps (RFC 6265), until it is closed at the latest. It has no {@code Path}, so that it
 * goes where the console's address is, as the browser knows it: to the broker, under whatever path a proxy has it, and to
 * nothing else.
 */
final class SessionCookie {
    static final String NAME = "eshq-operator";

    private static final String ATTRIBUTES = "; HttpOnly; SameSite=Strict";

    private SessionCookie() {}

    /** What {@code Set-Cookie} says to have it kept. */
    static String keep(String sealed, HttpServletRequest request) {
        return NAME + "=" + sealed + ATTRIBUTES + secure(request);
    }

    /** What {@code Set-Cookie} says to have it forgotten. */
    static String forget(HttpServletRequest request) {
        return NAME + "=; Max-Age=0" + ATTRIBUTES + secure(request);
    }

    /** By the page's own address where a proxy ends TLS: browsers name it with every call that changes anything. */
    private static String secure(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        boolean isSecure = request.isSecure()
                || (origin != null && origin.toLowerCase(Locale.ROOT).startsWith("https://"));
        return isSecure ? "; Secure" : "";
    }

    /** What a call has under the name: more than one where a broker is deployed under another's path. */
    static Stream<String> in(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Cookie")).stream()
                .flatMap(header -> Stream.of(header.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(NAME + "="))
                .map(cookie -> cookie.substring(NAME.length() + 1));
    }
}

package dev.eventsource.broker.operator;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells which calls come from this very machine. Stateless, so any thread may ask. */
final class Loopback {
    private static final Pattern PROXY_HEADER =
            Pattern.compile("forwarded|via|x-forwarded-.*|x-real-ip", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOPBACK_NAME =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[(0:0:0:0:0:0:0|:):1])(:\\d{1,5})?");

    private Loopback() {}

    /** A call that came through a proxy on this machine is not the operator's, though it comes from loopback. */
    static boolean isDirect(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                        .noneMatch(name -> PROXY_HEADER.matcher(name).matches())
                && isLoopback(request.getRemoteAddr())
                && isAddressedToLoopback(request.getHeader("Host"));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Not looked up: a name that somebody else owns may point to loopback. Nor taken from the server, which knows a name also
     * where none was sent, as some proxies do not, or what was sent is none.
     */
    private static boolean isAddressedToLoopback(@Nullable String host) {
        return host != null
                && LOOPBACK_NAME.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}

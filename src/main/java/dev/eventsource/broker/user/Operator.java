package dev.eventsource.broker.user;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Who may see and steer the node: a direct call from loopback, or the bearer of {@code ADMIN_TOKEN}. */
@Singleton
public final class Operator {
    private static final String BEARER = "Bearer ";

    private final byte[] token;

    @Inject
    Operator(Settings settings) {
        this.token = settings.text(Setting.ADMIN_TOKEN).getBytes(StandardCharsets.UTF_8);
    }

    /** A 401 problem unless the request is an operator's. Any thread may ask. */
    public void require(HttpServletRequest request) {
        if (!isDirectFromLoopback(request) && !bearsToken(request)) {
            throw Problem.unauthorized();
        }
    }

    /** A call that came through a proxy on this machine is not the operator's, though it comes from loopback. */
    private static boolean isDirectFromLoopback(HttpServletRequest request) {
        return request.getHeader("Forwarded") == null
                && request.getHeader("X-Forwarded-For") == null
                && isLoopback(request.getRemoteAddr());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean bearsToken(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        return token.length > 0
                && authorization != null
                && authorization.startsWith(BEARER)
                && MessageDigest.isEqual(
                        authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), token);
    }
}

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
import java.util.List;
import java.util.regex.Pattern;

/** Who may see and steer the node: a direct call from loopback, or the bearer of {@code ADMIN_TOKEN}. */
@Singleton
public final class Operator {
    private static final List<String> PROXY_HEADERS =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");
    private static final Pattern LOOPBACK_NAME =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(0:0:0:0:0:0:0|:):1]?");
    private static final String BEARER = "Bearer ";

    private final byte[] token;

    @Inject
    Operator(Settings settings) {
        this.token = settings.text(Setting.ADMIN_TOKEN).getBytes(StandardCharsets.UTF_8);
    }

    /** A 401 problem unless the request is an operator's. Any thread may ask. */
    public void require(HttpServletRequest request) {
        if (!isDirectFromLoopback(request) && !bearsToken(request)) {
            throw Problem.noOperator();
        }
    }

    /** A call that came through a proxy on this machine is not the operator's, though it comes from loopback. */
    private static boolean isDirectFromLoopback(HttpServletRequest request) {
        return PROXY_HEADERS.stream().allMatch(header -> request.getHeader(header) == null)
                && isLoopback(request.getRemoteAddr())
                && isAddressedToLoopback(request.getServerName())
                && isOfNoOtherSite(request);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Not looked up: a name that somebody else owns may point to loopback. */
    private static boolean isAddressedToLoopback(String host) {
        return LOOPBACK_NAME.matcher(host).matches();
    }

    private static boolean isOfNoOtherSite(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
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

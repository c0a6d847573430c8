package dev.eventsource.broker.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a header {@code Authorization} says where it is HTTP Basic: RFC 7617. */
public record BasicAuth(String name, String password) {
    private static final String SCHEME = "basic ";

    /** Whether it is, well-formed or not. */
    public static boolean isMeant(@Nullable String authorization) {
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    /** What it says; empty where it is something else, or malformed. */
    public static Optional<BasicAuth> of(@Nullable String authorization) {
        if (authorization == null || !isMeant(authorization)) {
            return Optional.empty();
        }
        String pair = decode(authorization.substring(SCHEME.length()).strip());
        int colon = pair.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new BasicAuth(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "BasicAuth[" + name + "]";
    }
}

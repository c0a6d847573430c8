package dev.eventsource.broker.access;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credentials of a call: HTTP Basic where it sends that, or else those in its parameters. In this order, for a
 * header is there before the body, and whoever shows something wrong there need not send the rest.
 */
final class CredentialsReader {
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    private CredentialsReader() {}

    static Optional<Credentials> read(Parameters parameters, @Nullable String authorization) {
        if (authorization != null && isBasic(authorization)) {
            return basic(authorization);
        }
        Optional<String> key = parameters.find("key");
        Optional<String> timestamp = parameters.find("timestamp");
        Optional<String> token = parameters.find("token");
        if (key.isPresent() && timestamp.isPresent() && token.isPresent()) {
            return Optional.of(new Credentials.Token(key.get(), timestamp.get(), token.get(), nonce(parameters)));
        }
        return Optional.empty();
    }

    private static @Nullable String nonce(Parameters parameters) {
        String nonce = parameters.find("nonce").orElse(null);
        if (nonce != null && !NONCE.matcher(nonce).matches()) {
            throw Problem.badRequest("nonce takes 1 to 64 letters, digits and characters of '-._~'.");
        }
        return nonce;
    }

    /** Whether a call has any part of credentials. */
    static boolean isAttempted(Parameters parameters, @Nullable String authorization) {
        return isBasic(authorization)
                || Stream.of("key", "timestamp", "token")
                        .anyMatch(name -> !parameters.all(name).isEmpty());
    }

    static boolean isBasic(@Nullable String authorization) {
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("basic ");
    }

    private static Optional<Credentials> basic(String authorization) {
        String pair = decode(authorization.substring("basic ".length()).strip());
        int colon = pair.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Credentials.Basic(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}

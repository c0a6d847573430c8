package dev.eventsource.broker.access;

import dev.eventsource.broker.http.BasicAuth;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
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
        if (BasicAuth.isMeant(authorization)) {
            return BasicAuth.of(authorization).map(basic -> new Credentials.Basic(basic.name(), basic.password()));
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
        return BasicAuth.isMeant(authorization)
                || Stream.of("key", "timestamp", "token")
                        .anyMatch(name -> !parameters.all(name).isEmpty());
    }
}

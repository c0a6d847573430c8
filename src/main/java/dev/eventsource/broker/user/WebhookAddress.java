package dev.eventsource.broker.user;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where a webhook may be. */
final class WebhookAddress {
    static final String ALLOWED = "an http or https URL with a host, of at most 2048 characters";

    private static final int LONGEST = 2_048;

    private WebhookAddress() {}

    /** The URL, if it is {@link #ALLOWED}. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text);
            boolean allowed = text.length() <= LONGEST
                    && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null;
            return allowed ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }
}

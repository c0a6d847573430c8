package dev.eventsource.broker.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were found good, by their SHA-256: 32 MB of them, each for an hour at most, so that a key that its issuer has
 * withdrawn is not believed for longer. Any thread may ask.
 */
final class KnownTokens {
    private static final long MOST_BYTES = 32 << 20;
    private static final int ENTRY_BYTES = 1_024;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private final Cache<ByteBuffer, Known> known;

    /**
     * A token as it was found.
     *
     * @param secret its user's, by which it was proven; null: by its issuer's key
     * @param issuer whose key that was; null: the user itself
     */
    record Known(
            Token token, @Nullable String secret, @Nullable Trusted issuer, int bytes) {
        @Override
        public String toString() {
            return "Known[" + token + "]";
        }
    }

    KnownTokens(Clock clock) {
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((ByteBuffer digest, Known token) -> token.bytes())
                .expireAfterWrite(LONGEST)
                .executor(Runnable::run)
                .build();
    }

    /** The token of this text; null where it was not seen lately, or is over. */
    @Nullable
    Known find(String text) {
        Known found = known.getIfPresent(Digest.of(text));
        return found == null || !clock.instant().isBefore(found.token().expiresAt()) ? null : found;
    }

    void add(String text, Token token, @Nullable String secret, @Nullable Trusted issuer) {
        // What is made of a text takes some times as much.
        known.put(Digest.of(text), new Known(token, secret, issuer, ENTRY_BYTES + 8 * text.length()));
    }

    void forget(String text) {
        known.invalidate(Digest.of(text));
    }

    long size() {
        return known.estimatedSize();
    }
}

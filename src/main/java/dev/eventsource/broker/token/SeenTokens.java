package dev.eventsource.broker.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;

/**
 * What keys that are elsewhere have said of tokens, by their SHA-256: of some 10,000 that they have signed for five minutes, and of
 * 1,000 others for as long as it takes to answer. Any thread may ask.
 */
final class SeenTokens {
    private static final Duration GOOD = Duration.ofMinutes(5);
    private static final Duration BAD = Duration.ofSeconds(10);
    private static final int MOST_GOOD = 10_000;
    private static final int MOST_BAD = 1_000;

    private final Cache<ByteBuffer, Boolean> good = cache(GOOD, MOST_GOOD);
    private final Cache<ByteBuffer, TokenFault> bad = cache(BAD, MOST_BAD);

    private static <T> Cache<ByteBuffer, T> cache(Duration longest, int most) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(longest)
                .executor(Runnable::run)
                .build();
    }

    void add(UnprovenToken token) {
        good.put(digest(token), true);
    }

    void refuse(UnprovenToken token, TokenFault fault) {
        bad.put(digest(token), fault);
    }

    /** Whether it is signed; {@link RefusedToken} where it is not, and false where nobody knows. */
    boolean have(UnprovenToken token) {
        ByteBuffer digest = digest(token);
        if (good.getIfPresent(digest) != null) {
            return true;
        }
        TokenFault fault = bad.getIfPresent(digest);
        if (fault != null) {
            throw new RefusedToken(fault);
        }
        return false;
    }

    private static ByteBuffer digest(UnprovenToken token) {
        String text = token.signed() + "." + token.signature();
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

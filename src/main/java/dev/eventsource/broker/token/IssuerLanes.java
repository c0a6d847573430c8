package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSHeader;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Checks the tokens of one issuer whose keys are elsewhere: one at a time, so that those who wait for a slow issuer hold one
 * thread and not all. Those that name a key which has proven a token lately go by a way of their own, where nothing waits for
 * the issuer while its keys are kept: whoever makes up key ids holds up nobody who has a good token. Any thread may call.
 */
final class IssuerLanes {
    /** Issuers have a few keys at a time; more than these are known as little as made-up ones. */
    private static final int MOST_KEYS = 100;

    private final Lane known;
    private final Lane unknown;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    IssuerLanes(Executor threads) {
        this.known = new Lane(threads);
        this.unknown = new Lane(threads);
    }

    /** Does the check when it is its turn; one that has waited for that long fails, and is not done any more. */
    CompletableFuture<Void> check(JWSHeader header, Runnable check, Duration longest) {
        String key = header.getAlgorithm() + " " + header.getKeyID();
        return CompletableFuture.runAsync(check, keys.contains(key) ? known : unknown)
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> note(key));
    }

    private void note(String key) {
        if (keys.size() < MOST_KEYS) {
            keys.add(key);
        }
    }
}

package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSHeader;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tokens of one issuer whose keys are elsewhere: one at a time, so that those who wait for a slow issuer hold one
 * thread and not all. Those that name a key which has proven a token lately go by a way of their own, where nothing waits for
 * the issuer while its keys are kept: whoever makes up key ids holds up nobody who has a good token. What a call does with the
 * answer holds up no check either. Any thread may call.
 */
final class IssuerLanes {
    /** Issuers have a few keys at a time; of more than these the one that was named longest ago is known as little as a made-up one. */
    private static final int MOST_KEYS = 100;

    private final Lane known;
    private final Lane unknown;
    private final Executor answers;
    private final Map<String, Boolean> keys = Collections.synchronizedMap(new Latest());

    /**
     * @param threads in which checks are done
     * @param answers in which calls go on
     */
    IssuerLanes(Executor threads, Executor answers) {
        this.answers = answers;
        this.known = new Lane(threads);
        this.unknown = new Lane(threads);
    }

    /** Does the check when it is its turn; one that has waited for that long fails, and is not done any more. */
    CompletableFuture<Void> check(JWSHeader header, Runnable check, Duration longest) {
        String key = header.getAlgorithm() + " " + header.getKeyID();
        return CompletableFuture.runAsync(check, keys.get(key) != null ? known : unknown)
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((none, failure) -> note(key, failure), answers);
    }

    private void note(String key, @Nullable Throwable failure) {
        if (failure == null) {
            keys.put(key, true);
        }
    }

    /** By when they were named. */
    private static final class Latest extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1;

        Latest() {
            super(MOST_KEYS, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KEYS;
        }
    }
}

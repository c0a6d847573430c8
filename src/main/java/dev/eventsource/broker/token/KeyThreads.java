package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads in which issuers are asked for keys, two for each issuer at most, with queues that have an end, so that a slow issuer
 * holds up no calls but those with its tokens. They are there while there is something to ask. Any thread may call, and none waits.
 */
final class KeyThreads implements AutoCloseable {
    /** As many as open streams at once for those who had to wait for keys. */
    private static final int ANSWERING = 4;

    private final ThreadPoolExecutor threads;
    private final ThreadPoolExecutor answers;
    private final KeyTimes times;

    KeyThreads(int most, int mostWaiting, KeyTimes times) {
        this.threads = pool(most, mostWaiting);
        this.answers = pool(ANSWERING, mostWaiting);
        this.times = times;
    }

    private static ThreadPoolExecutor pool(int most, int mostWaiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(mostWaiting), KeyThreads::daemon);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-issuers");
        thread.setDaemon(true);
        return thread;
    }

    /** The keys at that address. */
    JWKSource<SecurityContext> keysAt(URI url) {
        try {
            return JWKSourceBuilder.create(url.toURL(), new KeyServer())
                    .cache(times.kept().toMillis(), times.longestWait().toMillis())
                    .refreshAheadCache(times.ahead().toMillis(), null, threads, false, null, false)
                    .rateLimited(times.rarest().toMillis())
                    .outageTolerant(times.keptInOutage().toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The ways of one more issuer. */
    IssuerLanes lanes() {
        return new IssuerLanes(threads, answers);
    }

    /**
     * Has a check of an issuer's token done that may wait for keys; fails as it does, and with {@link KeysUnavailable} where it
     * takes too long.
     */
    static CompletionStage<Void> run(IssuerLanes lanes, JWSHeader header, Runnable check) {
        try {
            return lanes.check(header, check, KeyTimes.USUAL.longestWait()).exceptionally(KeyThreads::failed);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(IssuerKeys.unavailable(e));
        }
    }

    private static Void failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        throw cause instanceof RuntimeException told ? told : IssuerKeys.unavailable(failure);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        answers.shutdownNow();
    }
}

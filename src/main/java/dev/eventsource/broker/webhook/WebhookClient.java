package dev.eventsource.broker.webhook;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.HttpException;

/**
 * Posts to servers that nobody here knows, which may be slow, or say what is not HTTP, on purpose. Each exchange has a
 * thread and a connection, which is closed whatever comes of it: when its answer's head is there, when it fails, at its
 * deadline, or with this object. Only a name is looked up for as long as the platform takes. Any thread may call.
 */
final class WebhookClient implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final Duration longestExchange;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Set<WebhookExchange> open = ConcurrentHashMap.newKeySet();

    /**
     * Nothing is connected yet.
     *
     * @param exchanges how many there are at a time at most; what is more waits
     * @param longestExchange from the start of one until its connection is closed
     */
    WebhookClient(int exchanges, Duration longestExchange) {
        this.longestExchange = longestExchange;
        ThreadFactory daemons = daemons();
        threads = new ThreadPoolExecutor(
                exchanges, exchanges, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
        threads.allowCoreThreadTimeOut(true);
        deadlines = new ScheduledThreadPoolExecutor(1, daemons);
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "eventsource-webhook-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The answer's status; a failure where there is none in time. */
    CompletableFuture<Integer> send(WebhookPost post) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                status.complete(exchange(post));
            } catch (Throwable e) {
                status.completeExceptionally(e);
            }
        });
        return status;
    }

    private int exchange(WebhookPost post) throws IOException {
        WebhookExchange exchange = new WebhookExchange();
        open.add(exchange);
        try (exchange) {
            AtomicBoolean late = new AtomicBoolean();
            Runnable end = () -> {
                late.set(true);
                exchange.close();
            };
            Future<?> deadline = deadlines.schedule(end, longestExchange.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return exchange.status(post.url(), post.request(Instant.now()));
            } catch (IOException e) {
                throw late.get() ? new SocketTimeoutException("no answer within " + longestExchange) : e;
            } catch (HttpException e) {
                throw new IOException("the answer is not HTTP", e);
            } finally {
                deadline.cancel(false);
            }
        } finally {
            open.remove(exchange);
        }
    }

    /** Ends all exchanges at once. One that begins meanwhile has no deadline any more, and so does not begin. */
    @Override
    public void close() {
        threads.shutdownNow();
        deadlines.shutdownNow();
        open.forEach(WebhookExchange::close);
    }
}

package dev.eventsource.broker.presence;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts to servers that nobody here knows, which may be slow on purpose. An answer's head is all that is needed and the
 * body is not read, so the request's time-out, which the platform's client ends with the head, covers the whole exchange.
 * Used by one thread, whose the field {@code client} is; it is made when it is first needed, as it has a thread of its own.
 */
final class WebhookClient implements AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private @Nullable HttpClient client;

    /**
     * Nothing is connected yet.
     *
     * @param exchanges how many there are at a time at most: each may hold a thread, while it looks up a name
     */
    WebhookClient(int exchanges) {
        threads = new ThreadPoolExecutor(
                exchanges,
                exchanges,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                WebhookClient::daemon);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-webhook-answers");
        thread.setDaemon(true);
        return thread;
    }

    /** The answer's status; a failure where there is none in time. */
    CompletableFuture<Integer> send(HttpRequest request) {
        return client().sendAsync(request, head -> new Unread()).thenApply(answer -> answer.statusCode());
    }

    /** Of HTTP/2 nothing is gained: there are two posts to one server at a time. */
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LONGEST_CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(threads)
                    .build();
        }
        return client;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** A body that nobody wants: what comes of it is not waited for, and its connection is closed. */
    private static final class Unread implements BodySubscriber<Boolean> {
        @Override
        public CompletionStage<Boolean> getBody() {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void onSubscribe(Flow.Subscription body) {
            body.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            // What was on its way.
        }

        @Override
        public void onError(Throwable failure) {
            // Of what nobody wants.
        }

        @Override
        public void onComplete() {
            // An empty one.
        }
    }
}

package dev.eventsource.broker.presence;

import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Worker;
import dev.eventsource.broker.user.Notices;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Posts to users' servers that their channels are occupied or vacated: ten at a time, each again with back-off until it is
 * taken, eight times at most. No more than 10,000 wait; one more is dropped and logged. Any thread may tell, and never
 * waits; {@code client} belongs to this object's own thread.
 */
@Singleton
public final class Webhooks {
    private static final Logger LOG = System.getLogger(Webhooks.class.getName());
    private static final int MOST = 10_000;
    private static final int AT_A_TIME = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private final Counts<Outcome> outcomes = new Counts<>(Outcome.class);
    private final DelayQueue<WebhookPost> waiting = new DelayQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Semaphore turns = new Semaphore(AT_A_TIME);
    private final ExecutorService threads = Executors.newFixedThreadPool(2, Webhooks::daemon);
    private @Nullable HttpClient client;
    private final Worker worker = new Worker("webhooks", this::turn);

    private enum Outcome {
        DELIVERED,
        GIVEN_UP,
        DROPPED
    }

    @Inject
    Webhooks() {}

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-webhook-answers");
        thread.setDaemon(true);
        return thread;
    }

    void start(@Observes Startup deployment) {
        worker.start();
    }

    void report(@Observes HealthReport report) {
        report.add(worker);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        worker.close();
        threads.shutdownNow();
    }

    /** Has it posted, where the user has a webhook. */
    void tell(Place place, Notices wanted, String event, Instant at) {
        URI url = wanted.webhook();
        if (url == null) {
            return;
        }
        if (pending.incrementAndGet() > MOST) {
            pending.decrementAndGet();
            outcomes.add(Outcome.DROPPED);
            LOG.log(Level.WARNING, "A webhook of user ''{0}'' is not called: too many wait", place.user());
            return;
        }
        waiting.add(WebhookPost.first(url, wanted.secret(), place, event, at));
    }

    /** A post is taken when there is a turn for it, so that none is lost where the thread is interrupted. */
    private void turn() throws InterruptedException {
        if (turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            WebhookPost next = null;
            try {
                next = waiting.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                if (next == null) {
                    turns.release();
                }
            }
            if (next != null) {
                post(next);
            }
        }
    }

    /** An address that the client does not take is a failure as any other, and so is what nobody foresaw. */
    private void post(WebhookPost post) {
        try {
            send(post);
        } catch (RuntimeException | Error e) {
            turns.release();
            settle(post, null, e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is settled
    private void send(WebhookPost post) {
        client().sendAsync(post.request(Instant.now()), BodyHandlers.discarding())
                .whenComplete((answer, failure) -> {
                    turns.release();
                    settle(post, answer, failure);
                });
    }

    /** Made when it is first needed, as it has a thread of its own. */
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(LONGEST_CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(threads)
                    .build();
        }
        return client;
    }

    private void settle(WebhookPost post, @Nullable HttpResponse<Void> answer, @Nullable Throwable failure) {
        if (answer != null && answer.statusCode() / 100 == 2) {
            end(Outcome.DELIVERED);
        } else if (post.isLast()) {
            end(Outcome.GIVEN_UP);
            String reason = answer == null ? String.valueOf(failure) : "status " + answer.statusCode();
            LOG.log(Level.WARNING, "A webhook of user ''{0}'' was given up: {1}", post.user(), reason);
        } else {
            waiting.add(post.again());
        }
    }

    private void end(Outcome outcome) {
        pending.decrementAndGet();
        outcomes.add(outcome);
    }

    /** How many were told of since the start, by what became of it. */
    public Map<String, Long> outcomes() {
        return outcomes.byName();
    }

    /** How many wait, for their first attempt or the next, or for an answer. */
    public int pending() {
        return pending.get();
    }
}

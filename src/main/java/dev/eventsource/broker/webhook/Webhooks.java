package dev.eventsource.broker.webhook;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Posts to users' servers that their channels are occupied or vacated, each again with back-off until it is taken, eight
 * times at most and within five minutes. Any thread may tell, and never waits; posts are sent by this object's own thread
 * and settled by the client's.
 */
@Singleton
public final class Webhooks {
    private static final Logger LOG = System.getLogger(Webhooks.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(10);

    private final Counts<Outcome> outcomes = new Counts<>(Outcome.class);
    private final WebhookQueue queue = new WebhookQueue(System::nanoTime);
    private final WebhookClient client = new WebhookClient(WebhookQueue.AT_A_TIME, LONGEST_EXCHANGE);
    private final LostWebhooks lost = new LostWebhooks(System::nanoTime);
    private final Worker worker = new Worker("webhooks", this::turn);

    enum Outcome {
        DELIVERED,
        GIVEN_UP,
        DROPPED
    }

    /** Posts nothing until it is started. */
    @Inject
    public Webhooks() {}

    void start(@Observes Startup deployment) {
        worker.start();
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        worker.close();
        client.close();
        lost.tellAll();
    }

    void report(@Observes HealthReport report) {
        report.add(worker);
    }

    /** Has it posted that something happened to a user's channel, where the user has a webhook. */
    public void tell(String user, Notices wanted, String channel, String event, Instant at) {
        URI url = wanted.webhook();
        if (url != null) {
            WebhookTarget target = new WebhookTarget(user, url, wanted.secret());
            await(WebhookPost.first(target, channel, event, at, System.nanoTime()));
        }
    }

    private void await(WebhookPost post) {
        queue.add(post).ifPresent(dropped -> lose(dropped, Outcome.DROPPED, "too many wait"));
    }

    private void lose(WebhookPost post, Outcome outcome, String reason) {
        outcomes.add(outcome);
        lost.add(post.user(), outcome, reason);
    }

    private void turn() throws InterruptedException {
        lost.tell();
        WebhookPost next = queue.next(LONGEST_WAIT);
        if (next != null && next.isTooOld(System.nanoTime())) {
            queue.skip(next);
            lose(next, Outcome.GIVEN_UP, "it has waited for too long");
        } else if (next != null) {
            post(next);
        }
    }

    /** An address that the client does not take is a failure as any other, and so is what nobody foresaw. */
    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is settled
    private void post(WebhookPost post) {
        CompletableFuture<Integer> answer;
        try {
            answer = client.send(post);
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((status, failure) -> settle(post, status, failure));
    }

    private void settle(WebhookPost post, @Nullable Integer status, @Nullable Throwable failure) {
        if (status == null) {
            fail(post, String.valueOf(failure));
        } else if (status / 100 == 2) {
            deliver(post);
        } else {
            fail(post, "status " + status);
        }
    }

    private void deliver(WebhookPost post) {
        if (queue.succeed(post)) {
            LOG.log(Level.INFO, "The server of user ''{0}'' takes webhooks again", post.user());
        }
        outcomes.add(Outcome.DELIVERED);
    }

    /** Waits again before it has ended, so that what is known of its server is not forgotten in between. */
    private void fail(WebhookPost post, String reason) {
        boolean breaks = false;
        try {
            tryAgain(post, reason);
        } finally {
            breaks = queue.fail(post);
        }
        if (breaks) {
            LOG.log(
                    Level.WARNING,
                    "The server of user ''{0}'' fails, and is called less often: {1}",
                    post.user(),
                    reason);
        }
    }

    private void tryAgain(WebhookPost post, String reason) {
        if (post.isLast()) {
            lose(post, Outcome.GIVEN_UP, "its last attempt failed: " + reason);
        } else {
            await(post.again(System.nanoTime()));
        }
    }

    /** How many were told of since the start, by what became of it. */
    public Map<String, Long> outcomes() {
        return outcomes.byName();
    }

    /** How many wait, for their first attempt or the next, or for an answer. */
    public int pending() {
        return queue.pending();
    }
}

package dev.eventsource.broker.publish;

import dev.eventsource.broker.amqp.AmqpServers;
import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.amqp.Post;
import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.count.Durations;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Brings events of callers to the exchange. Any thread may publish, and none waits: what is published goes through the {@link
 * Outbox} to a thread that may hang where RabbitMQ does. Another sees to it that nobody is kept waiting for longer than five
 * seconds.
 */
@Singleton
public final class Publisher {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int ANSWERING_THREADS = 4;

    private final EventJson json;
    private final PublishLink link;
    private final Outbox outbox;
    private final Counts<Outcome> outcomes = new Counts<>(Outcome.class);
    private final Durations confirmations = new Durations();
    private final Set<Publication> pending = ConcurrentHashMap.newKeySet();
    private final ExecutorService answering = Executors.newFixedThreadPool(ANSWERING_THREADS, Publisher::daemon);
    private final Periodic watch = new Periodic("publisher-watch", Duration.ofMillis(100), this::watch);

    private enum Outcome {
        CONFIRMED,
        FAILED
    }

    @Inject
    public Publisher(AmqpServers servers, Doubt doubt, EventJson json, Settings settings) {
        this.json = json;
        this.link = new PublishLink(servers.turns(), settings.text(Setting.AMQP_EXCHANGE), doubt::raise);
        this.outbox = new Outbox(link);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-publisher-answers");
        thread.setDaemon(true);
        return thread;
    }

    void start(@Observes Startup deployment) {
        outbox.start();
        watch.start();
    }

    void report(@Observes HealthReport report) {
        outbox.report(report);
        report.add(watch);
        report.add("publishing", Optional.ofNullable(link.obstacle()).map(Obstacle::words));
    }

    /** Whoever still waits is told; what hangs is ended. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.PLATFORM_AFTER)
                    Shutdown undeployment) {
        link.refuse();
        pending.forEach(publication -> publication.giveUp(Obstacle.STOPPING));
        outbox.close();
        link.close();
        watch.close();
        answering.shutdown();
    }

    /**
     * Publishes an event. The stage ends when RabbitMQ has confirmed and routed it; within five seconds, or at once where
     * that is known to be in vain, with {@link Unavailable}, and nothing promised. It ends in a thread that may be kept for
     * as long as it takes to answer a caller.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // its own stage tells of all that it may end with
    public CompletionStage<Void> publish(Event event) {
        Publication publication = new Publication(json.write(event), LONGEST_WAIT);
        CompletionStage<Void> told = publication.outcome().whenCompleteAsync(this::count, answering);
        // Before it is asked what stands in the way, so that whoever stops it meanwhile gives it up.
        pending.add(publication);
        long begun = System.nanoTime();
        publication.outcome().whenComplete((done, failure) -> {
            pending.remove(publication);
            if (failure == null) {
                confirmations.add(System.nanoTime() - begun, 1);
            }
        });
        outbox.add(publication);
        return told;
    }

    /** The threads in which those who wait for RabbitMQ are told; they may be kept for as long as it takes to answer a caller. */
    Executor answering() {
        return answering;
    }

    private void count(@Nullable Void done, @Nullable Throwable failure) {
        outcomes.add(failure == null ? Outcome.CONFIRMED : Outcome.FAILED);
    }

    /** Sends messages that nobody waits for, in their order; {@link Unavailable} where that is known to be in vain. */
    public void post(Post... posts) {
        Posting posting = new Posting(List.of(posts));
        outbox.add(posting);
        if (posting.outcome().isCompletedExceptionally()) {
            throw new Unavailable("RabbitMQ takes no messages.", null);
        }
    }

    /** Whether nothing is known to stand in the way of what is sent now. Any thread may ask. */
    public boolean takes() {
        return link.obstacle() == null;
    }

    /** How many events were published since the start, by whether RabbitMQ has confirmed and routed them. */
    public Map<String, Long> outcomes() {
        return outcomes.byName();
    }

    /** How long those that were confirmed took, from the call to RabbitMQ's word. */
    public Durations confirmations() {
        return confirmations;
    }

    /** How many messages wait to be sent or for RabbitMQ's word. */
    public int pending() {
        return outbox.messages();
    }

    /** Nobody waits for what cannot come, or has not come in time. */
    private void watch() {
        link.watch();
        Obstacle obstacle = link.obstacle();
        long now = System.nanoTime();
        for (Publication publication : pending) {
            if (obstacle != null) {
                publication.giveUp(obstacle);
            } else {
                publication.giveUpIfLate(now);
            }
        }
        outbox.removeGivenUp();
    }
}

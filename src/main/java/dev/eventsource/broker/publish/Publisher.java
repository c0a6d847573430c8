package dev.eventsource.broker.publish;

import com.rabbitmq.client.AlreadyClosedException;
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
import dev.eventsource.broker.schedule.Worker;
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
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings events of callers to the exchange. Any thread may publish, and none waits: what is published goes through a queue
 * to a thread of its own, which alone connects and sends, and may hang where RabbitMQ does. Another sees to it that nobody
 * is kept waiting for longer than five seconds. {@code next} belongs to the first.
 */
@Singleton
public final class Publisher {
    private static final Logger LOG = System.getLogger(Publisher.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int ANSWERING_THREADS = 4;
    private static final int MOST_MESSAGES = 10_000;
    private static final long MOST_BYTES = 32 << 20;

    private final EventJson json;
    private final PublishLink link;
    private final Counts<Outcome> outcomes = new Counts<>(Outcome.class);
    private final Durations confirmations = new Durations();
    private final Allowance allowance = new Allowance(MOST_MESSAGES, MOST_BYTES);
    private final BlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
    private final Set<Publication> pending = ConcurrentHashMap.newKeySet();
    private final ExecutorService answering = Executors.newFixedThreadPool(ANSWERING_THREADS, Publisher::daemon);
    private final Worker worker = new Worker("publisher", this::turn);
    private final Periodic watch = new Periodic("publisher-watch", Duration.ofMillis(100), this::watch);
    private @Nullable Outgoing next;

    private enum Outcome {
        CONFIRMED,
        FAILED
    }

    @Inject
    public Publisher(AmqpServers servers, Doubt doubt, EventJson json, Settings settings) {
        this.json = json;
        this.link = new PublishLink(servers.turns(), settings.text(Setting.AMQP_EXCHANGE), doubt::raise);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-publisher-answers");
        thread.setDaemon(true);
        return thread;
    }

    void start(@Observes Startup deployment) {
        worker.start();
        watch.start();
    }

    void report(@Observes HealthReport report) {
        report.add(worker);
        report.add(watch);
        report.add("publishing", Optional.ofNullable(link.obstacle()).map(Obstacle::words));
    }

    /** Whoever still waits is told; what hangs is ended. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.PLATFORM_AFTER)
                    Shutdown undeployment) {
        link.refuse();
        pending.forEach(publication -> publication.giveUp(Obstacle.STOPPING));
        worker.close();
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
        enqueue(publication);
        return told;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // giving back does not fail
    private void enqueue(Outgoing message) {
        Obstacle obstacle = link.obstacle();
        if (obstacle == null && !allowance.take(message.size())) {
            obstacle = Obstacle.FULL;
        }
        if (obstacle == null) {
            message.outcome().whenComplete((done, failure) -> allowance.giveBack(message.size()));
            queue.add(message);
        } else {
            message.giveUp(obstacle);
        }
    }

    private void count(@Nullable Void done, @Nullable Throwable failure) {
        outcomes.add(failure == null ? Outcome.CONFIRMED : Outcome.FAILED);
    }

    /** Sends messages that nobody waits for, in their order; {@link Unavailable} where that is known to be in vain. */
    public void post(Post... posts) {
        Posting posting = new Posting(List.of(posts));
        enqueue(posting);
        if (posting.outcome().isCompletedExceptionally()) {
            throw new Unavailable("RabbitMQ takes no messages.", null);
        }
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
        return allowance.messages();
    }

    private void turn() throws InterruptedException {
        PublishSession session = link.session();
        if (session == null) {
            giveUpAll(Obstacle.AWAY);
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
            return;
        }
        if (next == null) {
            next = queue.poll(LONGEST_IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
        // One that was lost meanwhile is opened again first.
        if (next != null && session.isOpen()) {
            Outgoing message = next;
            next = null;
            send(message, session);
        }
    }

    private void giveUpAll(Obstacle reason) {
        for (Outgoing message = next; message != null; message = queue.poll()) {
            message.giveUp(reason);
        }
        next = null;
    }

    private static void send(Outgoing message, PublishSession session) {
        try {
            if (session.isBlocked()) {
                message.giveUp(Obstacle.BLOCKED);
            } else {
                message.by(session);
            }
        } catch (IOException | AlreadyClosedException e) {
            LOG.log(Level.DEBUG, "A message was lost with its connection", e);
            message.giveUp(Obstacle.NOT_TAKEN);
            session.end();
        } catch (RuntimeException | Error e) {
            message.giveUp(Obstacle.NOT_TAKEN);
            throw e;
        }
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
        // Their room was given back, so while the publisher's thread connects they would be more and more.
        queue.removeIf(message -> message.outcome().isDone());
    }
}

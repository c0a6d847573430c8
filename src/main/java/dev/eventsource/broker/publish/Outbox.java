package dev.eventsource.broker.publish;

import com.rabbitmq.client.AlreadyClosedException;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Worker;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to RabbitMQ, within a bound, and the thread that alone connects and sends, and may hang where RabbitMQ
 * does. Any thread may add to it; {@code next} belongs to the sending one.
 */
final class Outbox {
    private static final Logger LOG = System.getLogger(Outbox.class.getName());
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MOST_MESSAGES = 10_000;
    private static final long MOST_BYTES = 32 << 20;

    private final PublishLink link;
    private final Allowance allowance = new Allowance(MOST_MESSAGES, MOST_BYTES);
    private final BlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
    private final Worker worker = new Worker("publisher", this::turn);
    private @Nullable Outgoing next;

    Outbox(PublishLink link) {
        this.link = link;
    }

    void start() {
        worker.start();
    }

    void report(HealthReport report) {
        report.add(worker);
    }

    /** Ends the thread, waiting for it as {@link Worker} says. */
    void close() {
        worker.close();
    }

    /** Takes a message to send it behind all others, or gives it up at once where that is in vain or there is no room. */
    @SuppressWarnings("FutureReturnValueIgnored") // giving back does not fail
    void add(Outgoing message) {
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

    /** How many messages wait to be sent or for RabbitMQ's word. */
    int messages() {
        return allowance.messages();
    }

    /** Their room was given back, so while the thread connects they would be more and more. */
    void removeGivenUp() {
        queue.removeIf(message -> message.outcome().isDone());
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
}

package dev.eventsource.broker.publish;

import dev.eventsource.broker.http.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way to RabbitMQ, and what comes of it, which is settled once and by any thread: that RabbitMQ has taken
 * and routed it, or that it is given up, and nothing promised.
 */
final class Publication implements Outgoing {
    private final byte[] body;
    private final long deadline;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    /** Written before the confirm, by the thread that brings both. */
    private volatile boolean returned;

    Publication(byte[] body, Duration limit) {
        this.body = body;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    byte[] body() {
        return body;
    }

    /** Ends with {@link Unavailable} where it is given up. */
    @Override
    public CompletableFuture<Void> outcome() {
        return outcome;
    }

    /** Gives it up where nobody is to wait for it any longer. */
    void giveUpIfLate(long nanoTime) {
        if (nanoTime - deadline >= 0) {
            giveUp(Obstacle.SILENT);
        }
    }

    /** RabbitMQ could not route it: that it took the event means nothing then. */
    void noteReturned() {
        returned = true;
    }

    /** RabbitMQ has taken it. */
    void confirm() {
        if (returned) {
            giveUp(Obstacle.NOT_ROUTED);
        } else {
            outcome.complete(null);
        }
    }

    @Override
    public long size() {
        return body.length;
    }

    /** One that nobody waits for any longer is not sent. */
    @Override
    public void by(PublishSession session) throws IOException {
        if (!outcome.isDone()) {
            session.send(this);
        }
    }

    @Override
    public void giveUp(Obstacle reason) {
        outcome.completeExceptionally(reason.unavailable());
    }
}

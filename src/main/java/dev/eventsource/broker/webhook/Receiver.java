package dev.eventsource.broker.webhook;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One user's server: the posts that wait for it, what is known of it, and a breaker that leaves it alone for a while when it
 * fails. Guarded by the lock of its {@link WebhookQueue}. Every {@code now} is by {@link System#nanoTime}.
 */
final class Receiver {
    /** How many posts are under way at a time to one server that has taken its last; to any other it is one. */
    static final int AT_A_TIME = 2;

    /** How many posts wait for one server at most. */
    static final int MOST = 1_000;

    /** How many failures in a row open the breaker. */
    static final int TRUSTED_FAILURES = 4;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int LONGEST_DOUBLING = 5;

    private final WebhookTarget target;
    private final PriorityQueue<WebhookPost> waiting =
            new PriorityQueue<>((one, other) -> Long.signum(one.dueAt() - other.dueAt()));
    private boolean well;
    private int underWay;
    private int failures;
    private long pausedUntil;

    /** One with nothing to do, which is well or of which nothing is known. */
    Receiver(WebhookTarget target, boolean well, long now) {
        this.target = target;
        this.well = well;
        this.pausedUntil = now;
    }

    WebhookTarget target() {
        return target;
    }

    void add(WebhookPost post) {
        waiting.add(post);
    }

    int waiting() {
        return waiting.size();
    }

    /** Takes out the post that was told of first; null where none waits. */
    @Nullable
    WebhookPost removeOldest() {
        if (waiting.isEmpty()) {
            return null;
        }
        Comparator<WebhookPost> byAge = (one, other) -> Long.signum(one.toldAt() - other.toldAt());
        WebhookPost oldest = Collections.min(waiting, byAge);
        waiting.remove(oldest);
        return oldest;
    }

    /** Whether it has a post that may be sent at {@link #dueAt}. */
    boolean isReady() {
        return !waiting.isEmpty() && underWay < (well ? AT_A_TIME : 1);
    }

    /** Whether it has taken what it was sent last. */
    boolean isWell() {
        return well;
    }

    /** Whether it has not taken what it was sent last. */
    boolean isFailing() {
        return failures > 0;
    }

    int underWay() {
        return underWay;
    }

    /** When the next post may be sent. Only where it is ready. */
    long dueAt() {
        long due = waiting.element().dueAt();
        return due - pausedUntil > 0 ? due : pausedUntil;
    }

    WebhookPost begin() {
        underWay++;
        return waiting.remove();
    }

    /** Whether it has failed so often that it is left alone for a while. */
    boolean isBroken() {
        return failures >= TRUSTED_FAILURES;
    }

    /** A post was taken; whether that closes the breaker. */
    boolean succeed(long now) {
        boolean closes = isBroken();
        well = true;
        underWay--;
        failures = 0;
        pausedUntil = now;
        return closes;
    }

    /** A post was not taken; whether that opens the breaker. */
    boolean fail(long now) {
        boolean opens = failures == TRUSTED_FAILURES - 1;
        well = false;
        underWay--;
        failures++;
        if (isBroken()) {
            int doublings = Math.min(LONGEST_DOUBLING, failures - TRUSTED_FAILURES);
            pausedUntil = now + FIRST_PAUSE.multipliedBy(1L << doublings).toNanos();
        }
        return opens;
    }

    /** A post was given up without being sent. */
    void skip() {
        underWay--;
    }

    /** Whether nothing is to be remembered of it. */
    boolean isIdle() {
        return waiting.isEmpty() && underWay == 0;
    }
}

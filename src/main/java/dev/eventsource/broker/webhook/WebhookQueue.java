package dev.eventsource.broker.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The posts that wait, shared out by user: each has a few turns and a bounded number of places, and where all places are
 * taken, who has most of them gives one up. So a server that fails, or never answers, delays no other user's posts; and if
 * there are hundreds of such servers, those that took their last posts have turns that are for nobody else, and those that
 * are new have more than those that fail. Any thread may call; all is guarded by this object's lock, which nobody holds
 * while waiting for a server.
 */
final class WebhookQueue {
    /** How many posts are under way at a time, all users' together. */
    static final int AT_A_TIME = 50;

    /** How many of these go to servers that may not answer, for all that is known. */
    static final int TO_STRANGERS_AT_A_TIME = 40;

    /** How many of these go to servers that failed last. */
    static final int TO_FAILING_AT_A_TIME = 20;

    /** How many posts wait at most, all users' together. */
    static final int MOST = 10_000;

    private static final Duration LONGEST_MEMORY = Duration.ofHours(1);

    private final LongSupplier nanoTime;
    private final Map<WebhookTarget, Receiver> receivers = new HashMap<>();
    private final Cache<String, WebhookTarget> well;
    private int waiting;
    private int underWay;

    /**
     * An empty one.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    WebhookQueue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.well = Caffeine.newBuilder()
                .ticker(nanoTime::getAsLong)
                .expireAfterWrite(LONGEST_MEMORY)
                .maximumSize(MOST)
                .build();
    }

    /** Lets a post wait; the one that lost its place for that, if any. */
    synchronized Optional<WebhookPost> add(WebhookPost post) {
        Receiver receiver = receivers.computeIfAbsent(post.target(), this::newReceiver);
        receiver.add(post);
        waiting++;
        notifyAll();
        if (receiver.waiting() > Receiver.MOST) {
            return removeOldest(receiver);
        }
        return waiting > MOST ? removeOldest(fullest()) : Optional.empty();
    }

    private Receiver newReceiver(WebhookTarget target) {
        boolean isWell = target.equals(well.getIfPresent(target.user()));
        return new Receiver(target, isWell, nanoTime.getAsLong());
    }

    private Receiver fullest() {
        return receivers.values().stream()
                .max(Comparator.comparingInt(Receiver::waiting))
                .orElseThrow();
    }

    private Optional<WebhookPost> removeOldest(Receiver receiver) {
        Optional<WebhookPost> removed = Optional.ofNullable(receiver.removeOldest());
        removed.ifPresent(post -> waiting--);
        return removed;
    }

    /** The next post that may be sent, whose end is then to be told; null where there is none within {@code limit}. */
    synchronized @Nullable WebhookPost next(Duration limit) throws InterruptedException {
        long end = nanoTime.getAsLong() + limit.toNanos();
        while (true) {
            long now = nanoTime.getAsLong();
            Receiver first = underWay < AT_A_TIME ? firstReady() : null;
            if (first != null && first.dueAt() - now <= 0) {
                waiting--;
                underWay++;
                return first.begin();
            }
            if (end - now <= 0) {
                return null;
            }
            long nanos = first == null ? end - now : Math.min(end - now, first.dueAt() - now);
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1_000_000));
        }
    }

    private @Nullable Receiver firstReady() {
        boolean strangersMay = underWay(receiver -> !receiver.isWell()) < TO_STRANGERS_AT_A_TIME;
        boolean failingMay = underWay(Receiver::isFailing) < TO_FAILING_AT_A_TIME;
        return receivers.values().stream()
                .filter(Receiver::isReady)
                .filter(receiver -> receiver.isWell() || (strangersMay && (failingMay || !receiver.isFailing())))
                .min((one, other) -> Long.signum(one.dueAt() - other.dueAt()))
                .orElse(null);
    }

    private int underWay(Predicate<Receiver> to) {
        return receivers.values().stream()
                .filter(to)
                .mapToInt(Receiver::underWay)
                .sum();
    }

    /** A post was taken by its server; whether that one is well again. */
    synchronized boolean succeed(WebhookPost post) {
        Receiver receiver = end(post);
        boolean recovers = receiver.succeed(nanoTime.getAsLong());
        well.put(post.user(), post.target());
        forgetIdle(receiver);
        return recovers;
    }

    /** A post was not taken; whether its server is left alone for a while from now on. */
    synchronized boolean fail(WebhookPost post) {
        Receiver receiver = end(post);
        boolean breaks = receiver.fail(nanoTime.getAsLong());
        well.invalidate(post.user());
        forgetIdle(receiver);
        return breaks;
    }

    /** A post was given up unsent. */
    synchronized void skip(WebhookPost post) {
        Receiver receiver = end(post);
        receiver.skip();
        forgetIdle(receiver);
    }

    private Receiver end(WebhookPost post) {
        underWay--;
        notifyAll();
        return Objects.requireNonNull(receivers.get(post.target()), "one with a post under way");
    }

    private void forgetIdle(Receiver receiver) {
        if (receiver.isIdle()) {
            receivers.remove(receiver.target());
        }
    }

    /** How many posts wait or are under way. */
    synchronized int pending() {
        return waiting + underWay;
    }
}

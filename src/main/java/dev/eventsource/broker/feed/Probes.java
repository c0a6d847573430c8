package dev.eventsource.broker.feed;

import dev.eventsource.broker.amqp.Post;
import dev.eventsource.broker.cluster.Mark;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.publish.Publisher;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the pairs of marks by which a {@link Binding} is known, and measures how long they take. The feed's thread puts them,
 * the intake tells when one came in, any thread asks how long it took; all fields are guarded by this object's lock. The numbers of
 * pairs are the times at which they were put, in milliseconds, or one more than the one before: by those all nodes know how late it is in the log.
 */
@Singleton
class Probes {
    private static final Logger LOG = System.getLogger(Probes.class.getName());

    private final Publisher publisher;
    private final String exchange;
    private final String node;
    private long number;
    private long losses;
    private boolean lossCame;
    private long waitingSince;
    private boolean waiting;
    private long cameAt = System.nanoTime();
    private Duration took = Duration.ZERO;

    @Inject
    Probes(Publisher publisher, Node node, Settings settings) {
        this.publisher = publisher;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
        this.node = node.id();
    }

    /**
     * Puts the next pair, what shows the same of the exchange of signals, and what else readers are told at each beat. Where that
     * cannot be done now, nothing can be published either.
     */
    void put(FeedSource source, Post signal) throws InterruptedException {
        long next = next();
        List<Post> posts = new ArrayList<>(List.of(
                new Mark(Mark.Way.THROUGH, node, next).post(exchange, ""),
                new Mark(Mark.Way.BEHIND, node, next).post("", source.queue()),
                signal));
        posts.addAll(source.marks());
        try {
            publisher.post(posts.toArray(Post[]::new));
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "No marks could be put into the feed", e);
        }
    }

    /**
     * Tells everyone who reads the queue that the exchange was gone; it has come in when {@link #lossCame} says so.
     *
     * @param ofSource whether it was another's that is bound to it: that is told to all queues
     */
    void putLoss(String queue, boolean ofSource) throws InterruptedException {
        Mark mark = new Mark(Mark.Way.LOST, node, nextLoss());
        try {
            publisher.post(ofSource ? mark.post(exchange, "") : mark.post("", queue));
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "That the exchange was gone could not be told yet", e);
        }
    }

    private synchronized long nextLoss() {
        lossCame = false;
        return ++losses;
    }

    /** Whether what {@link #putLoss} has put came in, since it last put something. */
    synchronized boolean lossCame() {
        return lossCame;
    }

    /** Waits until {@link #lossCame} says so, for so long at most. */
    synchronized void awaitLoss(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); !lossCame && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private synchronized long next() {
        if (!waiting) {
            waiting = true;
            waitingSince = System.nanoTime();
        }
        number = Math.max(number + 1, System.currentTimeMillis());
        return number;
    }

    /** A mark came in. */
    synchronized void came(Mark mark) {
        if (!mark.node().equals(node)) {
            return;
        }
        cameAt = System.nanoTime();
        if (mark.way() == Mark.Way.LOST) {
            lossCame = true;
            notifyAll();
        }
        if (mark.way() == Mark.Way.BEHIND && waiting) {
            took = Duration.ofNanos(cameAt - waitingSince);
            waiting = mark.number() < number;
            waitingSince = cameAt;
        }
    }

    /** How long a mark of this node takes to come in: the newest that has, or one that has not and was put before that. */
    synchronized Duration lag() {
        Duration under = waiting ? Duration.ofNanos(System.nanoTime() - waitingSince) : Duration.ZERO;
        return under.compareTo(took) > 0 ? under : took;
    }

    /** How long ago the newest mark of this node came in, or the node was started. */
    synchronized Duration sinceLast() {
        return Duration.ofNanos(System.nanoTime() - cameAt);
    }
}

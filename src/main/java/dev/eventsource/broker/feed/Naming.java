package dev.eventsource.broker.feed;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.publish.Publisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Sees to it that a stream has a name before anything goes by it. Who has read a stream to its end and met none gives the others
 * that read it time to say it, and then gives it one. For the feed's own thread.
 */
@Singleton
class Naming {
    private static final Logger LOG = System.getLogger(Naming.class.getName());

    /** Longer than it takes each of the others to say it again. */
    private static final Duration PATIENCE = FeedWatch.BEAT.plusSeconds(1);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Publisher publisher;

    @Inject
    Naming(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Returns when it has one, or could not be given one for now: what has an id by then can be resumed from by nobody. */
    void settle(FeedSource source, Loss loss) throws InterruptedException {
        if (source instanceof LogStream stream) {
            await(stream, loss);
            if (!stream.isNamed()) {
                give(stream);
                await(stream, loss);
            }
        }
    }

    private static void await(LogStream stream, Loss loss) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!stream.isNamed() && !loss.isNoted() && System.nanoTime() - end < 0) {
            Thread.sleep(POLL.toMillis());
        }
    }

    private void give(LogStream stream) throws InterruptedException {
        try {
            publisher.post(StreamName.draw().post(stream.queue()));
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "The stream could not be given a name yet", e);
        }
    }
}

package dev.eventsource.broker.retained;

import dev.eventsource.broker.channel.Channels;
import java.time.Duration;

/** How long streams wait for the last values that they begin with: for these to be loaded, but not for MongoDB to come back. Belongs to one thread. */
final class Patience {
    private static final Duration AT_START = Duration.ofSeconds(10);

    /** Streams that are behind a gap in the feed get no events meanwhile. */
    private static final Duration AT_GAP = Duration.ofSeconds(2);

    private final Channels channels;
    private long waitsSince;
    private boolean waits;

    Patience(Channels channels) {
        this.channels = channels;
    }

    /**
     * To be asked again and again: lets them begin when they have waited for long enough.
     *
     * @param isStart whether nothing has been loaded yet
     */
    void look(boolean isStart) {
        if (!channels.hasHistory() || !channels.awaitsLastValues()) {
            waits = false;
            return;
        }
        long now = System.nanoTime();
        waitsSince = waits ? waitsSince : now;
        waits = true;
        Duration longest = isStart ? AT_START : AT_GAP;
        if (now - waitsSince >= longest.toNanos()) {
            channels.noteLastValues();
        }
    }
}

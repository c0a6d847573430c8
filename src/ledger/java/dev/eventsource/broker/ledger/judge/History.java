package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Message;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What a node must still be able to replay: a cautious part of what it was told to hold, for it drops whole segments. */
final class History {
    private static final double CERTAIN_TIME = 0.75;
    private static final double CERTAIN_BYTES = 0.4;

    /** A segment is appended to for a tenth of the history's time, and goes when what came in with its first event has to. */
    private static final int SEGMENTS = 10;

    private final long millis;
    private final long segmentMillis;
    private final long bytes;
    private final long[] beganAt;
    private final long[] lengths;

    History(Duration time, long bytes, Collection<Message> messages) {
        this.millis = (long) (time.toMillis() * CERTAIN_TIME);
        this.segmentMillis = time.toMillis() / SEGMENTS;
        this.bytes = (long) (bytes * CERTAIN_BYTES);
        List<Message> sorted =
                messages.stream().sorted(Comparator.comparing(Message::beganAt)).toList();
        beganAt = sorted.stream().mapToLong(Message::beganAt).toArray();
        lengths = sorted.stream().mapToLong(Message::length).toArray();
        for (int i = 1; i < lengths.length; i++) {
            lengths[i] += lengths[i - 1];
        }
    }

    /** Whether an event of that moment must still be held at this one. */
    boolean reaches(long since, long at) {
        return at - since <= millis && published(at) - published(since - segmentMillis - 1) <= bytes;
    }

    /** How many bytes were published through that moment. */
    private long published(long moment) {
        int low = 0;
        int high = beganAt.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (beganAt[middle] <= moment) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : lengths[low - 1];
    }
}

package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Events that the channels of a pattern hold from before its log began: first how many there are, which costs little, then they
 * themselves. Of those that are dropped meanwhile it finds none, and none that comes in. Used by one thread.
 *
 * @param logs of the channels that the pattern matches and that have such events
 * @param end where the pattern's log begins
 */
record OlderEvents(List<ChannelLog> logs, long end) {
    /** An event before the log's beginning. */
    record Older(long position, ChannelLog log, int idHash) {}

    /** Those behind a position, or behind a later one. */
    static OlderEvents of(PatternId pattern, Directory directory, long after, long end) {
        return new OlderEvents(directory.matching(pattern, after).toList(), end);
    }

    /** What those behind a position take in a pattern's log. */
    long bytes(long after) {
        return count(after) * Page.EVENT_BYTES;
    }

    private long count(long after) {
        return logs.stream().mapToLong(log -> log.count(after, end)).sum();
    }

    /** The earliest position, but not before {@code after}, behind which they take no more than {@code most} bytes. */
    long earliest(long after, long most) {
        long low = after;
        long high = end;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (bytes(middle) <= most) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Those behind a position, in their order; one that stands in several channels, as often as that, which comes to the same. */
    Page[] pages(long after) {
        List<Older> older = new ArrayList<>((int) count(after));
        logs.forEach(log -> log.forEach(after, end, (position, idHash) -> older.add(new Older(position, log, idHash))));
        older.sort(Comparator.comparingLong(Older::position));
        return Page.of(withoutDoubles(older));
    }

    /** One that stands in several channels' logs is one. */
    private static List<Older> withoutDoubles(List<Older> inOrder) {
        List<Older> once = new ArrayList<>(inOrder.size());
        for (Older next : inOrder) {
            if (once.isEmpty() || once.get(once.size() - 1).position() != next.position()) {
                once.add(next);
            }
        }
        return once;
    }
}

package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that the channels hold from before a pattern's log began.
 *
 * @param pattern whose channels they are
 */
record OlderEvents(PatternId pattern, Directory directory) {
    /** An event before the log's beginning. */
    record Older(long position, ChannelLog log, int idHash) {}

    /** Those between two positions in their order; null where they would take more than {@code mostBytes}. */
    Page @Nullable [] find(long after, long end, long mostBytes) {
        long most = mostBytes / Page.EVENT_BYTES;
        List<Older> older = new ArrayList<>();
        Iterator<ChannelLog> logs = directory.matching(pattern, after).iterator();
        while (logs.hasNext() && older.size() <= most) {
            ChannelLog log = logs.next();
            log.forEach(after, end, (position, idHash) -> {
                if (older.size() <= most) {
                    older.add(new Older(position, log, idHash));
                }
            });
        }
        older.sort(Comparator.comparingLong(Older::position));
        return older.size() > most ? null : Page.of(older);
    }
}

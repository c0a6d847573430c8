package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Looks for what some logs are to have of the updates that came in before them: from the newest to the oldest, so that who
 * missed little waits for little, and once for all logs of a filter. It takes so long and no longer: other streams may wait for the
 * thread. Used by one thread, which holds no lock.
 */
final class OlderUpdates {
    /** How much it may take to try templates, as {@link SelectorIndex#tries} counts it. */
    static final long MOST_TRIES = 200_000_000;

    private final Map<UpdateLog, LongStream.Builder> found = new LinkedHashMap<>();
    private final SelectorIndex index = new SelectorIndex();
    private final long mostTries;
    private long room;

    /**
     * Nothing found yet.
     *
     * @param room how many positions may be found, those of each log counted
     * @param mostTries how much it may take to try templates
     */
    private OlderUpdates(List<UpdateLog> logs, long room, long mostTries) {
        this.room = room;
        this.mostTries = mostTries;
        for (UpdateLog log : logs) {
            found.put(log, LongStream.builder());
            index.add(log);
        }
    }

    /**
     * Has these logs reach back to a position; to a later one, which they say, where there is no room for what they would hold, or
     * it would take too long.
     */
    static void putInFront(List<UpdateLog> logs, HeldUpdates all, long room, long mostTries, long position) {
        long end = logs.stream().mapToLong(UpdateLog::from).max().orElse(position);
        OlderUpdates older = new OlderUpdates(logs, room, mostTries);
        long reached = all.walkBack(end, position, older::take);
        // Asked behind the walk: what was dropped in its midst is gone too.
        long gone = Math.max(reached, all.droppedThrough());
        older.found.forEach((log, newestFirst) -> log.putInFront(position, gone, reversed(newestFirst.build())));
    }

    private boolean take(long position, Update update) {
        Set<UpdateLog> logs = new HashSet<>();
        index.match(update.topics(), update.isPrivate(), logs);
        room -= logs.size();
        if (room < 0 || index.tries() > mostTries) {
            return false;
        }
        for (UpdateLog log : logs) {
            LongStream.Builder positions = found.get(log);
            if (positions != null) {
                positions.add(position);
            }
        }
        return true;
    }

    private static long[] reversed(LongStream newestFirst) {
        long[] positions = newestFirst.toArray();
        for (int i = 0, j = positions.length - 1; i < j; i++, j--) {
            long later = positions[i];
            positions[i] = positions[j];
            positions[j] = later;
        }
        return positions;
    }
}

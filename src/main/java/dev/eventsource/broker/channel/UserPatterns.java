package dev.eventsource.broker.channel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The patterns that one user's streams have, with the log of each, and which of them streams have that show nothing: of the most
 * that there may be these have half, so that nobody keeps those out who have tickets or tokens. Guarded by {@link Channels}' lock.
 */
final class UserPatterns {
    /** The most that one user's streams may have here: an event is noted by each that matches its channel, and others wait for that. */
    static final int MOST = 1_000;

    /** The most words from a first {@code #} to another that they may have, alike ones once: each costs an event for each of its words. */
    static final int MOST_SEARCHED = 250;

    private final PatternIndex<PatternLog> all = new PatternIndex<>();
    private final PatternIndex<PatternId> anybodys = new PatternIndex<>();

    /** How many streams that show nothing have a pattern. */
    private final Map<PatternId, Integer> streamsOfAnybody = new HashMap<>();

    /** How many different words between two {@code #} patterns may have, those of streams that show nothing or others. */
    static int mostSearched(boolean ofAnybody) {
        return ofAnybody ? MOST_SEARCHED / 2 : MOST_SEARCHED;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether there is room for these, which no stream has. */
    boolean hasRoomFor(List<PatternId> more) {
        return hasRoomFor(more, all, false);
    }

    /** Whether there is room for one more stream that shows nothing and has these, among all such. */
    boolean hasRoomForAnybody(List<PatternId> ids) {
        return hasRoomFor(
                ids.stream().filter(id -> !streamsOfAnybody.containsKey(id)).toList(), anybodys, true);
    }

    private static boolean hasRoomFor(List<PatternId> more, PatternIndex<?> beside, boolean ofAnybody) {
        if (more.isEmpty()) {
            return true;
        }
        List<ChannelPattern> patterns = more.stream().map(PatternId::pattern).toList();
        return beside.size() + more.size() <= (ofAnybody ? MOST / 2 : MOST)
                && beside.searched() + PatternIndex.searched(patterns) <= mostSearched(ofAnybody);
    }

    void add(PatternLog log) {
        all.add(log.id().pattern(), log);
    }

    void remove(PatternLog log) {
        all.remove(log.id().pattern(), log);
    }

    /** Notes a stream more that shows nothing. */
    void addAnybodys(PatternId id) {
        if (streamsOfAnybody.merge(id, 1, Integer::sum) == 1) {
            anybodys.add(id.pattern(), id);
        }
    }

    /** Notes that such a stream has gone. */
    void removeAnybodys(PatternId id) {
        if (streamsOfAnybody.computeIfPresent(id, (key, streams) -> streams == 1 ? null : streams - 1) == null) {
            anybodys.remove(id.pattern(), id);
        }
    }

    /** Tells of those that match a name, each once. */
    void match(List<String> name, Consumer<PatternLog> taker) {
        all.match(name, taker);
    }
}

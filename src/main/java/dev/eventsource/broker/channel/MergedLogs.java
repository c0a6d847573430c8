package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Several logs, read as one by position. An event that stands in more than one of them, since a pattern has it and a channel
 * or another pattern too, or as it is an update of several topics, comes once: its position is the same in all. Any thread reads.
 *
 * @param hasDoubles whether there may be such events
 */
record MergedLogs(List<Log> logs, boolean hasDoubles) {
    static final MergedLogs NONE = new MergedLogs(List.of(), false);

    /** Whether an event after {@code position} may have been dropped from any of them. */
    boolean hasAnyDroppedAfter(long position) {
        for (Log log : logs) {
            if (log.droppedThrough() > position) {
                return true;
            }
        }
        return false;
    }

    /** The position up to which events may have been dropped from any of them. */
    long droppedThrough() {
        return logs.stream().mapToLong(Log::droppedThrough).max().orElse(0);
    }

    /**
     * Has everything after a position to read that is held; false where a pattern has no room for that, and who is about to stand
     * there, who has to call this, cannot. What updates have no room for they say to have dropped.
     */
    boolean reachBackTo(long position) {
        boolean reached = true;
        List<UpdateLog> ofTopics = new ArrayList<>();
        for (Log log : logs) {
            if (log instanceof PatternLog ofPattern) {
                reached = reached && ofPattern.reachBackTo(position);
            } else if (log instanceof UpdateLog ofTopic) {
                ofTopics.add(ofTopic);
            }
        }
        UpdateLog.reachBack(ofTopics, position);
        return reached;
    }

    /** Whether any of them is to have an update. */
    boolean have(Update update) {
        return logs.stream()
                .anyMatch(
                        log -> log instanceof UpdateLog ofTopic && ofTopic.id().has(update));
    }

    /** The latest position after {@code after} of an event with this id; -1 where none is held. */
    long positionOf(String id, long after) {
        return logs.stream().mapToLong(log -> log.positionOf(id, after)).max().orElse(-1);
    }

    /** The next of all of them, as {@link Log#read}. */
    @Nullable
    Run read(long after, long upTo, int within, String socket) {
        Log source = null;
        long first = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        for (Log log : logs) {
            long candidate = log.firstPositionAfter(after);
            if (candidate < first) {
                second = first;
                first = candidate;
                source = log;
            } else if (candidate < second) {
                second = candidate == first ? Math.min(second, log.firstPositionAfter(first)) : candidate;
            }
        }
        return source == null || first > upTo ? null : source.read(after, Math.min(upTo, second - 1), within, socket);
    }

    /** The name of the channel of the next of all of them; null where there is none. */
    @Nullable
    String channelAfter(long after) {
        String channel = null;
        long first = Long.MAX_VALUE;
        for (Log log : logs) {
            long candidate = log.firstPositionAfter(after);
            if (candidate < first) {
                first = candidate;
                channel = log.channelAfter(after);
            }
        }
        return channel;
    }

    /** How many events between the two positions are not from {@code socket}. */
    int count(long after, long upTo, String socket) {
        return hasDoubles
                ? countOneByOne(after, upTo, socket)
                : logs.stream().mapToInt(log -> log.count(after, upTo, socket)).sum();
    }

    private int countOneByOne(long after, long upTo, String socket) {
        int events = 0;
        LogFront front = new LogFront(
                logs.stream()
                        .<LongUnaryOperator>map(log -> log::firstPositionAfter)
                        .toList(),
                after);
        long before = after;
        for (int source = front.first(); front.position(source) <= upTo; source = front.first()) {
            long position = front.position(source);
            events += logs.get(source).count(before, position, socket);
            before = position;
            front.moveBehind(position);
        }
        return events;
    }
}

package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The logs that say which events of channels' logs some streams get: one for each pattern, and one for each part of a filter of
 * topics. Guarded by {@link Channels}' lock, but for {@code heldUpdates}, which have a lock of their own.
 */
final class DerivedLogs {
    private final Patterns patterns;
    private final Updates updates;

    DerivedLogs(Directory directory, Timeline timeline, Retention retention) {
        this.patterns = new Patterns(directory, timeline, retention.patternShare());
        this.updates = new Updates(directory, timeline, retention.updateBytes(), retention.updateShare());
    }

    /**
     * Notes an event, behind all others, that was appended to its channel's log. A pattern has it once, of whichever of its
     * channels; twice it would take twice the room.
     *
     * @param matching the logs of patterns that have it already, to which this adds others
     */
    void append(LoggedEvent event, Channel channel, Set<PatternLog> matching) {
        for (PatternLog log : patterns.of(channel.id())) {
            if (matching.add(log)) {
                log.append(event.position(), channel.log(), event.id().hashCode());
            }
        }
    }

    /** Notes an update that was appended to the log of all; the logs of those who get it. */
    Set<UpdateLog> append(long position, Update update) {
        return updates.note(position, update);
    }

    /** What a channel's log has through a position is about to be dropped. */
    void dropThrough(ChannelId channel, long position) {
        patterns.of(channel).forEach(log -> log.dropThrough(position));
        if (channel.equals(Update.SPACE)) {
            updates.dropThrough(position);
        }
    }

    /** This node has nothing through a position. */
    void beginBehind(long position) {
        updates.beginBehind(position);
    }

    /** Ends those that no stream has had for some time, and has the others let go of what is dropped. */
    void trim(long nowMillis) {
        patterns.dropUnread(nowMillis);
        updates.trim();
    }

    /** Whether there is room for the patterns or topics of one more stream; those that none has any more give way. */
    boolean makeRoomFor(Subscription subscription) {
        TopicFilter topics = subscription.topics();
        return topics == null ? patterns.makeRoomFor(subscription) : updates.hasRoomFor(topics);
    }

    /** Registers a sink with those of a stream; false where there is no room for them. */
    boolean register(Subscription subscription, int writer, LogReader sink) {
        TopicFilter topics = subscription.topics();
        return (subscription.patterns().isEmpty() || patterns.register(subscription, writer, sink))
                && (topics == null || updates.register(topics, writer, sink));
    }

    /** Takes a sink out of those that it was registered with. */
    void unregister(Subscription subscription, LogReader sink, long nowMillis) {
        TopicFilter topics = subscription.topics();
        if (!subscription.patterns().isEmpty()) {
            patterns.unregister(subscription, sink, nowMillis);
        }
        if (topics != null) {
            updates.unregister(topics, sink);
        }
    }

    /** Those that a sink is registered with. */
    List<Log> of(Subscription subscription) {
        TopicFilter topics = subscription.topics();
        List<Log> logs = new ArrayList<>(patterns.logs(subscription.patterns()));
        if (topics != null) {
            logs.addAll(updates.logs(topics));
        }
        return logs;
    }

    void forEachSinks(Consumer<Sinks> task) {
        patterns.forEach(log -> task.accept(log.sinks()));
        updates.forEach(log -> task.accept(log.sinks()));
    }

    /** How many patterns streams have. */
    int patterns() {
        return patterns.size();
    }

    /** The updates that are held, through which any thread may go. */
    HeldUpdates heldUpdates() {
        return updates.held();
    }
}

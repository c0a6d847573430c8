package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.List;

/**
 * Which sinks read which logs. Any thread calls it: those of channels have locks of their own, those of patterns and updates are
 * changed and read under the lock of the channels, as appending does.
 */
final class Registrations {
    private final Object lock;
    private final Directory directory;
    private final Patterns patterns;
    private final Updates updates;

    Registrations(Object lock, Directory directory, Patterns patterns, Updates updates) {
        this.lock = lock;
        this.directory = directory;
        this.patterns = patterns;
        this.updates = updates;
    }

    /** Whether there is room for the patterns or templates of one more stream, for now. */
    boolean haveRoomFor(Subscription subscription) {
        TopicFilter topics = subscription.topics();
        if (topics == null && subscription.patterns().isEmpty()) {
            return true;
        }
        synchronized (lock) {
            return topics == null ? patterns.makeRoomFor(subscription) : updates.hasRoomFor(topics);
        }
    }

    /** False where there is no room, and then of none. */
    boolean add(Subscription subscription, int writer, LogReader sink) {
        if (!isOfChannelsAlone(subscription) && !addToShared(subscription, writer, sink)) {
            return false;
        }
        directory.register(subscription.channels(), writer, sink);
        return true;
    }

    private boolean addToShared(Subscription subscription, int writer, LogReader sink) {
        TopicFilter topics = subscription.topics();
        synchronized (lock) {
            return (subscription.patterns().isEmpty() || patterns.register(subscription, writer, sink))
                    && (topics == null || updates.register(topics, writer, sink));
        }
    }

    void remove(Subscription subscription, LogReader sink, long nowMillis) {
        directory.unregister(subscription.channels(), sink);
        if (!isOfChannelsAlone(subscription)) {
            removeFromShared(subscription, sink, nowMillis);
        }
    }

    private void removeFromShared(Subscription subscription, LogReader sink, long nowMillis) {
        TopicFilter topics = subscription.topics();
        synchronized (lock) {
            if (!subscription.patterns().isEmpty()) {
                patterns.unregister(subscription, sink, nowMillis);
            }
            if (topics != null) {
                updates.unregister(topics, sink);
            }
        }
    }

    List<Log> logs(Subscription subscription) {
        List<Log> logs = new ArrayList<>(directory.logs(subscription.channels()));
        TopicFilter topics = subscription.topics();
        if (!isOfChannelsAlone(subscription)) {
            synchronized (lock) {
                logs.addAll(patterns.logs(subscription.patterns()));
                if (topics != null) {
                    logs.addAll(updates.logs(topics));
                }
            }
        }
        return List.copyOf(logs);
    }

    private static boolean isOfChannelsAlone(Subscription subscription) {
        return subscription.patterns().isEmpty() && subscription.topics() == null;
    }
}

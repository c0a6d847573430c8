package dev.eventsource.broker.channel;

import java.util.ArrayList;
import java.util.List;

/**
 * Which sinks read which logs. Any thread calls it: those of channels have locks of their own, the derived ones are changed and
 * read under the lock of the channels, as appending does.
 */
final class Registrations {
    private final Object lock;
    private final Directory directory;
    private final DerivedLogs derived;

    Registrations(Object lock, Directory directory, DerivedLogs derived) {
        this.lock = lock;
        this.directory = directory;
        this.derived = derived;
    }

    /** Whether there is room for the patterns or templates of one more stream, for now. */
    boolean haveRoomFor(Subscription subscription) {
        if (subscription.isOfChannelsAlone()) {
            return true;
        }
        synchronized (lock) {
            return derived.makeRoomFor(subscription);
        }
    }

    /** False where there is no room, and then of none. */
    boolean add(Subscription subscription, int writer, LogReader sink) {
        if (!subscription.isOfChannelsAlone() && !addToDerived(subscription, writer, sink)) {
            return false;
        }
        directory.register(subscription.channels(), writer, sink);
        return true;
    }

    private boolean addToDerived(Subscription subscription, int writer, LogReader sink) {
        synchronized (lock) {
            return derived.register(subscription, writer, sink);
        }
    }

    void remove(Subscription subscription, LogReader sink, long nowMillis) {
        directory.unregister(subscription.channels(), sink);
        if (!subscription.isOfChannelsAlone()) {
            synchronized (lock) {
                derived.unregister(subscription, sink, nowMillis);
            }
        }
    }

    List<Log> logs(Subscription subscription) {
        List<Log> logs = new ArrayList<>(directory.logs(subscription.channels()));
        if (!subscription.isOfChannelsAlone()) {
            synchronized (lock) {
                logs.addAll(derived.of(subscription));
            }
        }
        return List.copyOf(logs);
    }
}

package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Update;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Appends each event to the logs that are to have it, behind all others, and then has their readers come; what is too old or
 * too much goes at the same time.
 *
 * <p>Guarded by {@link Channels}' lock; {@code events}, {@code gaps} and {@code shares} are written under it and read by any
 * thread.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // under the lock, which the checker looks for here
final class Appender {
    private final Timeline timeline;
    private final Retention retention;
    private final Directory directory;
    private final DerivedLogs derived;
    private final LastValues lastValues;
    private final Inboxes inboxes;
    private final BusyChannels busy;
    private final Eviction eviction;
    private volatile long events;
    private volatile long gaps;

    /** Whether an event ever went to several channels. */
    private volatile boolean shares;

    Appender(
            Timeline timeline,
            Retention retention,
            Directory directory,
            DerivedLogs derived,
            LastValues lastValues,
            Inboxes inboxes,
            BusyChannels busy) {
        this.timeline = timeline;
        this.retention = retention;
        this.directory = directory;
        this.derived = derived;
        this.lastValues = lastValues;
        this.inboxes = inboxes;
        this.busy = busy;
        this.eviction = new Eviction(timeline, directory, derived, retention);
    }

    /**
     * Appends an event at a position after the last.
     *
     * @param all the event, and what it is besides: of other channels, each another, or an update
     */
    void append(List<Event> all, long position) {
        requireBehind(position);
        // Before anybody can find the event in two logs.
        shares = shares || all.size() > 1;
        long now = retention.nowMillis();
        List<Channel> to = new ArrayList<>(all.size());
        Set<PatternLog> matching = new LinkedHashSet<>();
        Set<UpdateLog> updated = Set.of();
        for (Event event : all) {
            to.add(append(event, position, now, matching));
            Update update = event.update();
            updated = update == null ? updated : derived.append(position, update);
        }
        timeline.advance(position, now);
        events = events + 1;
        all.stream().filter(event -> event.update() == null).forEach(event -> busy.count(event.channel()));
        eviction.run(now);
        // Behind the timeline: who has registered since then sees by that how far to read.
        to.forEach(channel -> inboxes.put(channel.sinks()));
        matching.forEach(log -> inboxes.put(log.sinks()));
        updated.forEach(log -> inboxes.put(log.sinks()));
    }

    private void requireBehind(long position) {
        if (position <= timeline.last()) {
            throw new IllegalArgumentException("Position %d is not after %d".formatted(position, timeline.last()));
        }
    }

    private Channel append(Event event, long position, long now, Set<PatternLog> matching) {
        LoggedEvent logged = LoggedEvent.of(position, event, timeline.ids());
        Channel channel = directory.with(event.channel(), target -> {
            Extent limit = retention.extent(directory.size());
            retention.hold(target, target.log().append(logged, now, limit));
        });
        derived.append(logged, channel, matching);
        lastValues.note(event, logged);
        return channel;
    }

    /** Nothing is to be found at a position after the last. */
    void passOver(long position) {
        timeline.advance(Math.max(position, timeline.last()), retention.nowMillis());
    }

    /**
     * Events are missing in front of a position after the last, and at it.
     *
     * @param isNoticed whether anybody had a stream who could have missed them
     */
    void noteGap(long position, boolean isNoticed) {
        requireBehind(position);
        timeline.breakAt(position);
        lastValues.noteGap();
        gaps = gaps + (isNoticed ? 1 : 0);
        wakeAll();
    }

    /** Has all readers come. */
    void wakeAll() {
        directory.forEach(channel -> inboxes.put(channel.sinks()));
        derived.forEachSinks(inboxes::put);
    }

    /** Drops what is too old or too much. */
    void dropOld() {
        long now = retention.nowMillis();
        eviction.run(now);
        derived.trim(now);
    }

    /** How many events were appended since the start. */
    long events() {
        return events;
    }

    /** How many gaps there were that somebody could notice. */
    long gaps() {
        return gaps;
    }

    /** Whether an event ever went to several channels, or to a channel and topics. */
    boolean hasShared() {
        return shares;
    }
}

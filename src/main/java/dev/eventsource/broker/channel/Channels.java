package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * All channels of this node, and the one order of events that runs through them.
 *
 * <p>Appending and dropping hold this object's lock, as does all else that changes the {@link Timeline}; {@code events}
 * and {@code gaps} are written under it, {@code complete} by the feed's thread, and all are read by any thread. A channel
 * exists while it holds an event or a sink.
 */
@Singleton
public final class Channels {
    /** By {@link System#nanoTime}, which may be near its own beginning. */
    private static final long LONG_AGO = System.nanoTime() - TimeUnit.DAYS.toNanos(365);

    private final Map<ChannelId, Channel> channels = new ConcurrentHashMap<>();
    private final Timeline timeline;
    private final Retention retention;
    private final LongSupplier clock;
    private final Periodic expiry = new Periodic("history", Duration.ofSeconds(1), this::dropOld);
    private final Readers readers = new Readers();
    private long droppedEvents;
    private volatile long events;
    private volatile long gaps;
    private volatile boolean complete;

    @Inject
    public Channels(Node node, Settings settings) {
        this(PositionIds.ofNode(node.id()), new Retention(settings), Channels::upMillis);
    }

    /**
     * Channels by a clock.
     *
     * @param clock milliseconds since some moment that is longer ago than anybody asks for; it never goes back
     */
    Channels(PositionIds ids, Retention retention, LongSupplier clock) {
        this.timeline = new Timeline(ids, retention.maxMillis());
        this.retention = retention;
        this.clock = clock;
    }

    private static long upMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - LONG_AGO);
    }

    void start(@Observes Startup deployment) {
        expiry.start();
    }

    void report(@Observes HealthReport report) {
        report.add(expiry);
    }

    @PreDestroy
    void stop() {
        expiry.close();
    }

    /**
     * Who serves the sinks, each its own part of them. Each hears of a channel with something new to read, once until it
     * has cleaned that; called by the feed's thread.
     *
     * @param newReaders at most 64
     */
    public void serveBy(List<Consumer<Channel>> newReaders) {
        readers.set(newReaders);
    }

    /** Appends an event behind all others, at a position after the last; called by the feed's thread. */
    public synchronized void append(Event event, long position) {
        if (position <= timeline.last()) {
            throw new IllegalArgumentException("Position %d is not after %d".formatted(position, timeline.last()));
        }
        LoggedEvent logged = LoggedEvent.of(position, event, timeline.ids());
        long now = clock.getAsLong();
        Channel channel = channels.compute(event.channel(), (id, known) -> {
            Channel target = known == null ? new Channel(id, timeline.droppedThrough()) : known;
            retention.hold(target, target.log().append(logged, now, retention.extent(channels.size())));
            return target;
        });
        timeline.advance(position, now);
        events = events + 1;
        dropOld();
        readers.tellOf(channel);
    }

    /** Notes that nothing is to be found at a position after the last. */
    public synchronized void passOver(long position) {
        timeline.advance(Math.max(position, timeline.last()), clock.getAsLong());
    }

    /**
     * Notes that the feed missed events: everyone who stands here learns of it, in order, and goes on behind it.
     *
     * @param position after the last, and of no event
     */
    public synchronized void noteGap(long position) {
        timeline.breakAt(position);
        // Before, nobody had a stream who could have missed anything.
        gaps = gaps + (complete ? 1 : 0);
        channels.values().forEach(readers::tellOf);
    }

    /** Begins the order behind a position: this node has nothing up to it, though others may. Before the first event. */
    public synchronized void beginBehind(long position) {
        timeline.beginBehind(position);
    }

    /** By which numbers ids say positions from now on. */
    public synchronized void countBy(PositionIds ids) {
        timeline.countBy(ids);
    }

    /** By which numbers ids say positions from now on, where ids from before look like those from now on. */
    public synchronized void countAnew(PositionIds ids) {
        timeline.countAnew(ids, clock.getAsLong());
    }

    /** Notes that the history, as far as it is to be had, has come in for the first time. */
    public void noteComplete() {
        complete = true;
    }

    /** Whether this node has its history; before, it cannot tell whether a browser missed anything. */
    public boolean isComplete() {
        return complete;
    }

    /** Drops what is too old or too much. */
    synchronized void dropOld() {
        long now = clock.getAsLong();
        for (Retention.Held old = retention.release(now); old != null; old = retention.release(now)) {
            drop(old.channel(), old.segment());
        }
    }

    private void drop(Channel channel, Segment oldest) {
        timeline.dropThrough(oldest.last());
        droppedEvents += oldest.size();
        channel.log().dropOldest();
        if (channel.log().isEmpty()) {
            retention.forget(channel);
            forgetIfVacant(channel.id());
        }
    }

    /**
     * Registers a sink with the channel of each id, and with the channel of that name of everyone.
     *
     * @param reader which of the readers serves it, from 0
     */
    public void register(List<ChannelId> ids, int reader, SseEventSink sink) {
        withEveryones(ids).forEach(id -> register(id, reader, sink));
    }

    private void register(ChannelId id, int reader, SseEventSink sink) {
        channels.compute(id, (key, known) -> {
            Channel channel = known == null ? new Channel(id, timeline.droppedThrough()) : known;
            channel.register(reader, sink);
            return channel;
        });
    }

    /** Takes a sink out of channels that it was registered with. */
    public void unregister(List<ChannelId> ids, SseEventSink sink) {
        withEveryones(ids)
                .forEach(id -> channels.computeIfPresent(id, (key, channel) -> {
                    channel.unregister(sink);
                    return channel.isVacant() ? null : channel;
                }));
    }

    private static Stream<ChannelId> withEveryones(List<ChannelId> ids) {
        return ids.stream().flatMap(id -> Stream.of(id, id.ofEveryone()));
    }

    /** The logs of channels that a sink is registered with, which keeps them from being forgotten. */
    List<ChannelLog> logs(List<ChannelId> ids) {
        return withEveryones(ids)
                .map(id -> Objects.requireNonNull(channels.get(id), "not registered")
                        .log())
                .toList();
    }

    /** The map's lock on the entry keeps an append or a registration from coming between the look and the removal. */
    private void forgetIfVacant(ChannelId id) {
        channels.computeIfPresent(id, (key, channel) -> channel.isVacant() ? null : channel);
    }

    /** The position of the newest event; 0 before the first. */
    public long last() {
        return timeline.last();
    }

    /** The position of the first gap in the feed after a position; {@link Long#MAX_VALUE} where there is none. */
    long gapAfter(long position) {
        return timeline.gapAfter(position);
    }

    /** How many events came in since the start. */
    public long events() {
        return events;
    }

    /** How often the feed missed events, since this node had its history. */
    public long gaps() {
        return gaps;
    }

    /** What is held to be replayed. */
    public synchronized History history() {
        return new History(events - droppedEvents, retention.bytes(), retention.age(clock.getAsLong()));
    }

    /** How many channels hold an event or a sink. */
    public int size() {
        return channels.size();
    }

    /** The event id of where the log stands. */
    public String lastId() {
        return timeline.ids().id(timeline.last());
    }

    /** The position that an event id says, which may be after the last; empty where it says none that counts here. */
    OptionalLong positionOf(String id) {
        return timeline.position(id);
    }

    /**
     * Where the log stood when a ticket was opened, which may be after the last position: what its id says, and a position
     * that the log had reached by then, and not much earlier, where that says none that counts here.
     */
    long positionOfTicket(String id, Duration age) {
        long opened = clock.getAsLong() - age.toMillis();
        return timeline.position(id, opened).orElseGet(() -> positionAt(opened));
    }

    private synchronized long positionAt(long millis) {
        return timeline.positionAt(millis);
    }
}

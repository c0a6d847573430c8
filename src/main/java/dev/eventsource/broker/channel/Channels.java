package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * All channels of this node, and the one order of events that runs through them.
 *
 * <p>Appending and dropping hold this object's lock, as does all else that changes the {@link Timeline}; {@code complete} is
 * written by the feed's thread, {@code lacksLastValues} by the one that loads them, and both are read by any thread.
 */
@Singleton
public final class Channels {
    private final Timeline timeline;
    private final Retention retention;
    private final Directory directory;
    private final DerivedLogs derived;
    private final Registrations registrations;
    private final LastValues lastValues;
    private final Appender appender;
    private final Inboxes inboxes = new Inboxes();
    private final BusyChannels busy = new BusyChannels();
    private volatile boolean complete;
    private volatile boolean lacksLastValues;

    @Inject
    public Channels(Node node, Settings settings) {
        this(
                PositionIds.ofNode(node.id()),
                new Retention(settings),
                settings.bytes(Setting.RETAINED_BYTES),
                System::currentTimeMillis);
    }

    Channels(PositionIds ids, Retention retention) {
        this(ids, retention, Long.MAX_VALUE, System::currentTimeMillis);
    }

    /**
     * Channels by clocks.
     *
     * @param millis the time of day, in milliseconds since the epoch
     */
    Channels(PositionIds ids, Retention retention, long retainedBytes, LongSupplier millis) {
        this.lastValues = new LastValues(ids, retainedBytes, millis);
        this.timeline = new Timeline(ids, retention.maxMillis());
        this.retention = retention;
        this.directory = new Directory(timeline);
        this.derived = new DerivedLogs(directory, timeline, retention);
        this.registrations = new Registrations(this, directory, derived);
        this.appender = new Appender(timeline, retention, directory, derived, lastValues, inboxes, busy);
    }

    /**
     * Where the writers take in the sinks of channels and of patterns, of which each serves its own part. Those that have
     * something new to read come once, until the writer has cleaned them; the feed's thread puts them in.
     *
     * @param ofWriters at most 64
     */
    public void serveBy(List<Consumer<Sinks>> ofWriters) {
        inboxes.set(ofWriters);
    }

    /** Appends an event behind all others, at a position after the last; called by the feed's thread. */
    public void append(Event event, long position) {
        append(List.of(event), position);
    }

    /**
     * Appends an event behind all others, at a position after the last; called by the feed's thread.
     *
     * @param all the event, and what it is besides: of other channels, each another, or an update
     */
    public synchronized void append(List<Event> all, long position) {
        appender.append(all, position);
    }

    /** Notes that nothing is to be found at a position after the last. */
    public synchronized void passOver(long position) {
        appender.passOver(position);
    }

    /**
     * Notes that the feed missed events: everyone who stands here learns of it, in order, and goes on behind it.
     *
     * @param position after the last, and of no event
     */
    public synchronized void noteGap(long position) {
        // Before it is complete, nobody had a stream who could have missed anything.
        appender.noteGap(position, complete);
    }

    /** All that was said up to that time, in milliseconds since the epoch, has come in, but for what gaps tell of. */
    public void noteHeard(long millis) {
        lastValues.noteHeard(millis);
    }

    /** Begins the order behind a position: this node has nothing up to it, though others may. Before the first event. */
    public synchronized void beginBehind(long position) {
        timeline.beginBehind(position);
        derived.beginBehind(position);
    }

    /** By which numbers ids say positions from now on. */
    public synchronized void countBy(PositionIds ids) {
        timeline.countBy(ids);
        lastValues.countBy(ids, timeline.last());
    }

    /** Notes that the history, as far as it is to be had, has come in for the first time. */
    public void noteComplete() {
        complete = true;
    }

    /** Whether this node has its history; before, it cannot tell whether a browser missed anything. */
    public boolean isComplete() {
        return complete && !lacksLastValues;
    }

    /** Whether the history has come in, and the last values may still have to be loaded. */
    public boolean hasHistory() {
        return complete;
    }

    /** The last values of channels are to be loaded: until they are, this node does not have all that streams begin with. */
    public void awaitLastValues() {
        lacksLastValues = true;
        lastValues.noteStore();
    }

    /** Whether streams wait for last values to be loaded: at a start, or those that are behind a gap. */
    public boolean awaitsLastValues() {
        return lacksLastValues || lastValues.areAwaited();
    }

    /** The last values are loaded, or nobody is to wait for them any longer. */
    public synchronized void noteLastValues() {
        lacksLastValues = false;
        if (lastValues.letBegin()) {
            appender.wakeAll();
        }
    }

    /** The last values of all channels. */
    public LastValues lastValues() {
        return lastValues;
    }

    /** The log that is read now, as what is stored names it; empty while it has no name. */
    public Optional<String> log() {
        return lastValues.log();
    }

    /**
     * Takes a last value that was found stored, unless what came in here is newer.
     *
     * @param epochs of the logs that were read here; 0 where it is not known
     */
    public synchronized void offer(LastValue value, StoredPlace place, ToLongFunction<String> epochs, Loading loading) {
        lastValues.offer(value, place, epochs, timeline, loading);
    }

    /** Whether an event ever went to several channels, or to a channel and topics. */
    boolean areShared() {
        return appender.hasShared();
    }

    /** Drops what is too old or too much. */
    synchronized void dropOld() {
        appender.dropOld();
    }

    /** Whether there is room for the patterns of one more stream, for now. Patterns of its user that no stream has any more give way. */
    public boolean hasRoomFor(Subscription subscription) {
        return registrations.haveRoomFor(subscription);
    }

    /**
     * Registers a sink with each channel, with the channel of that name of everyone, and with each pattern, or with updates; false where
     * there is no room for its patterns or templates any more, and then with none.
     *
     * @param writer which of the writers serves it, from 0
     */
    public boolean register(Subscription subscription, int writer, LogReader sink) {
        return registrations.add(subscription, writer, sink);
    }

    /** Takes a sink out of what it was registered with. */
    public void unregister(Subscription subscription, LogReader sink) {
        registrations.remove(subscription, sink, retention.nowMillis());
    }

    /** The logs that a sink is registered with. */
    MergedLogs logs(Subscription subscription) {
        List<Log> logs = registrations.logs(subscription);
        boolean hasDoubles = appender.hasShared() && subscription.channels().size() > 1;
        return new MergedLogs(logs, hasDoubles || !subscription.patterns().isEmpty());
    }

    Directory directory() {
        return directory;
    }

    /** The updates that are held, through which any thread may go. */
    HeldUpdates heldUpdates() {
        return derived.heldUpdates();
    }

    Timeline timeline() {
        return timeline;
    }

    /** The position of the newest event; 0 before the first. */
    public long last() {
        return timeline.last();
    }

    /** The event id of where the log stands. */
    public String lastId() {
        return timeline.ids().id(timeline.last());
    }

    /**
     * Where the log stood when a socket was opened, which may be after the last position: what its id says, and a position
     * that the log had reached by then, and not much earlier, where that says none that counts here.
     */
    long positionOfTicket(String id, Duration age) {
        long opened = retention.nowMillis() - age.toMillis();
        return timeline.position(id).orElseGet(() -> positionAt(opened));
    }

    private synchronized long positionAt(long millis) {
        return timeline.positionAt(millis);
    }

    /**
     * The channels of this node that had the most events since this was last asked, the busiest first; none at first.
     *
     * @param goOn whether to count for the next time, which costs each event a little
     */
    public List<BusyChannel> busiest(int most, boolean goOn) {
        Map<ChannelId, int[]> counted = takeCounts(goOn);
        return BusyChannels.busiest(counted, most).stream()
                .map(entry -> new BusyChannel(
                        entry.getKey(),
                        entry.getValue(),
                        directory.sinks(entry.getKey()).size()))
                .toList();
    }

    private synchronized Map<ChannelId, int[]> takeCounts(boolean goOn) {
        return busy.take(goOn);
    }

    /** The newest events of one channel that are held, newest first, each up to a length; of everyone's not those of a user's. */
    public List<HeldEvent> newest(ChannelId id, int most, int longest) {
        return directory.log(id).map(log -> log.newest(most, longest)).orElse(List.of());
    }

    /** How many events came in since the start. */
    public long events() {
        return appender.events();
    }

    /** How often the feed missed events, since this node had its history. */
    public long gaps() {
        return appender.gaps();
    }

    /** What is held to be replayed. */
    public synchronized History history() {
        return retention.history();
    }

    /** How many patterns there are streams for. */
    public synchronized int patterns() {
        return derived.patterns();
    }

    /** How many channels hold an event or a sink. */
    public int size() {
        return directory.size();
    }
}

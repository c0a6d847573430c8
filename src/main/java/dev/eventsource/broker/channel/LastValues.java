package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The last values of channels and their keys, as the log's order has them: what came in last counts. All together take so
 * many bytes; one that has no room is not retained, which is counted, and neither is the one before it any more: an old
 * value would be a wrong one.
 *
 * <p>Written under this object's lock, by the holder of {@link Channels}' lock, which may be held around it and never the
 * other way; tables are read by any thread.
 */
public final class LastValues {
    /** For how long slow readers can be told of what was cleared. */
    private static final long CLEARED_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final HeldValues held;
    private final UnstoredValues unstored = new UnstoredValues();
    private final LogEras eras;
    private final LoadedValues loaded = new LoadedValues();
    private final LastValueFaults faults = new LastValueFaults();
    private final ArrivedValues arrived;
    private final OfferedValues offered;

    /** In microseconds since the epoch. */
    private final LongSupplier now;

    /**
     * None yet, on a node that counts positions so until it is told otherwise.
     *
     * @param millis the time of day, in milliseconds since the epoch
     */
    LastValues(PositionIds ofNode, long maxBytes, LongSupplier millis) {
        this.now = () -> TimeUnit.MILLISECONDS.toMicros(millis.getAsLong());
        this.eras = new LogEras(ofNode);
        this.held = new HeldValues(maxBytes);
        this.arrived = new ArrivedValues(held, unstored, loaded, faults, now);
        this.offered = new OfferedValues(held, unstored, eras, loaded, faults);
    }

    /** Positions after {@code last} are of that log, if it is another than before; the same may have got its name. */
    synchronized void countBy(PositionIds ids, long last) {
        eras.countBy(ids, last, held.values() == 0 && unstored.size() == 0);
    }

    /** Notes an event that was appended to its channel's log. */
    synchronized void note(Event event, LoggedEvent logged) {
        arrived.note(event, logged);
    }

    /** What is wrong, for operators; empty where none was refused, and none left as it is stored, within five minutes. */
    public synchronized Optional<String> fault() {
        return faults.now();
    }

    /**
     * Takes a value that was found stored, unless what came in here is newer.
     *
     * @param value of which the position counts for nothing, and where it is stored for all
     * @param epochs of the logs that were read here; 0 where it is not known
     */
    synchronized void offer(
            LastValue value, StoredPlace place, ToLongFunction<String> epochs, Timeline timeline, Loading loading) {
        offered.offer(value, place, epochs, timeline, loading);
    }

    /** Somebody stores and loads them, so that a gap in the feed is made up for by what is stored. */
    synchronized void noteStore() {
        loaded.noteStore();
    }

    /**
     * All that is stored is about to be offered.
     *
     * @param clearedLife for how long at least it stays stored that one was cleared
     */
    public synchronized Loading beginLoading(Duration clearedLife) {
        return loaded.begin(now.getAsLong(), TimeUnit.NANOSECONDS.toMicros(clearedLife.toNanos()));
    }

    /**
     * All that is stored has been offered. What is here, does not wait to be stored, and was not among it, has been cleared, if the node
     * missed events for so long that this would not be stored any more.
     *
     * @return whether any of it was newer than what was here, so that others may store more that they have
     */
    public boolean endLoading(Loading loading) {
        // Looked at without the lock, which whoever brings events waits for.
        held.tables()
                .all()
                .flatMap(LastValueTable::values)
                .filter(loading::isOld)
                .forEach(value -> forgetUnlessOffered(value, loading));
        synchronized (this) {
            loaded.end(loading);
            return loading.isNews();
        }
    }

    private synchronized void forgetUnlessOffered(LastValue value, Loading loading) {
        offered.forgetUnlessOffered(value, loading);
    }

    /** All that was said up to that time, in milliseconds since the epoch, has come in, but for what gaps tell of. */
    synchronized void noteHeard(long time) {
        loaded.noteHeard(Math.min(TimeUnit.MILLISECONDS.toMicros(time), now.getAsLong()));
    }

    /** The feed missed events, among which there may have been newer ones than are here. */
    synchronized void noteGap() {
        loaded.noteGap();
    }

    /** Nobody is to wait any longer; whether somebody may have waited. */
    synchronized boolean letBegin() {
        return loaded.letBegin();
    }

    /** Whether those that may be newer are still to be offered: who begins with last values has to wait. */
    boolean areAwaited() {
        return loaded.areAwaited();
    }

    /** The log that is read now; a name that nothing can be stored under while it has none. */
    synchronized Optional<String> log() {
        LogEra current = eras.current();
        return current.isNamed() ? Optional.of(current.log()) : Optional.empty();
    }

    /** Takes some of those that are not stored yet, the longest waiting first; each is to be put back, or is stored. */
    public synchronized List<LastValue> takeUnstored(int most, long mostBytes) {
        return unstored.take(held, most, mostBytes);
    }

    /** These could not be stored, and are to be taken again; what has changed meanwhile is so in any case. */
    public synchronized void putBack(Collection<LastValue> some) {
        some.forEach(unstored::add);
    }

    /** These are stored: of what was cleared nothing needs to be known any more, but by readers that are slow. */
    public synchronized void noteStored(Collection<LastValue> some) {
        some.forEach(held::noteStored);
        held.forgetClearedBefore(now.getAsLong() - CLEARED_MICROS);
    }

    /** How many that were cleared are still known for slow readers. */
    synchronized int clearedAndStored() {
        return held.clearedAndStored();
    }

    /** How many wait to be stored. */
    public synchronized int unstored() {
        return unstored.size();
    }

    /** Where a value that came in stands, but for its log's epoch, which is 0; empty where the log has no name yet. */
    public synchronized Optional<StoredPlace> place(LastValue value) {
        return eras.place(value);
    }

    @Nullable
    LastValueTable table(ChannelId channel) {
        return held.table(channel);
    }

    ValueTables tables() {
        return held.tables();
    }

    /** How many are held. */
    public long values() {
        return held.values();
    }

    /** What they take of {@code RETAINED_BYTES}. */
    public long bytes() {
        return held.bytes();
    }

    /** How many were not retained since the start. */
    public long refused() {
        return faults.refused();
    }
}

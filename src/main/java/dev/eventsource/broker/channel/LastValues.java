package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    private static final Logger LOG = System.getLogger(LastValues.class.getName());
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** For how long slow readers can be told of what was cleared. */
    private static final long CLEARED_MICROS = TimeUnit.MINUTES.toMicros(10);

    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** How many may wait to be stored before what was cleared and is not known here needs room as a value does. */
    static final int MOST_WITHOUT_ROOM = 20_000;

    private final HeldValues held;
    private final Set<ValueName> unstored = new LinkedHashSet<>();
    private final LogEras eras;
    private final LoadedValues loaded = new LoadedValues();
    private long clock;
    private long silentUntil = System.nanoTime();
    private boolean hasLeft;
    private long lastLeft;
    private volatile long refused;
    private volatile long lastRefused;

    /** None yet, on a node that counts positions so until it is told otherwise. */
    LastValues(PositionIds ofNode, long maxBytes) {
        this.eras = new LogEras(ofNode);
        this.held = new HeldValues(maxBytes);
    }

    /** Positions after {@code last} are of that log, if it is another than before; the same may have got its name. */
    synchronized void countBy(PositionIds ids, long last) {
        eras.countBy(ids, last, held.values() == 0 && unstored.isEmpty());
    }

    /** Notes an event that was appended to its channel's log. */
    synchronized void note(Event event, LoggedEvent logged) {
        Retain retain = event.retain();
        if (retain == null || retain.key().isEmpty()) {
            held.notePlain(event.channel(), logged.position());
        }
        if (retain != null) {
            clock = Math.max(clock + 1, TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
            put(new LastValue(
                    event.channel(),
                    retain.key(),
                    logged.position(),
                    clock,
                    logged.id(),
                    logged.frame(),
                    event.data().isEmpty(),
                    null));
        }
    }

    private void put(LastValue value) {
        LastValue known = held.find(value.name());
        if (known != null && known.position() >= value.position()) {
            // One that was stored by a node which is further on.
            return;
        }
        boolean fits = isKnownToBeNone(value) || held.makeRoomFor(value);
        if (!fits) {
            refuse(value);
        }
        LastValue kept = fits ? value : value.cleared();
        if (isKnownToBeNone(kept) || !canWait(kept)) {
            held.notePlain(value.channel(), value.position());
            return;
        }
        unstored.add(held.set(kept, value.position() - 1).name());
        if (!fits) {
            held.notePlain(value.channel(), value.position());
        }
    }

    /** Whether it says that there is no value where there was none, neither here nor stored: nobody needs to be told. */
    private boolean isKnownToBeNone(LastValue value) {
        return value.isCleared() && loaded.areAll() && held.find(value.name()) == null;
    }

    /** Of what may be stored, though it is not known here, so much is cleared without room; beyond that it may come back. */
    private synchronized boolean canWait(LastValue kept) {
        boolean can = !kept.isCleared()
                || unstored.size() < MOST_WITHOUT_ROOM
                || held.find(kept.name()) != null
                || held.fits(kept);
        if (!can) {
            lastLeft = System.nanoTime();
            hasLeft = true;
        }
        return can;
    }

    private synchronized void refuse(LastValue value) {
        refused = refused + 1;
        lastRefused = System.nanoTime();
        if (lastRefused - silentUntil >= 0) {
            silentUntil = lastRefused + SILENCE_NANOS;
            LOG.log(
                    Level.WARNING,
                    "A last value of the channel {0} is not retained: it has no room in RETAINED_BYTES, or is longer than 12 MiB",
                    value.channel().name());
        }
    }

    /** What is wrong, for operators; empty where none was refused, and none left as it is stored, within five minutes. */
    public synchronized Optional<String> fault() {
        if (hasLeft && System.nanoTime() - lastLeft < FRESH_NANOS) {
            return Optional.of("what was cleared may come back, for too much waits to be stored in MongoDB");
        }
        boolean isFresh = refused > 0 && System.nanoTime() - lastRefused < FRESH_NANOS;
        return isFresh ? Optional.of("last values are not retained, for RETAINED_BYTES are taken") : Optional.empty();
    }

    /**
     * Takes a value that was found stored, unless what came in here is newer.
     *
     * @param value of which the position counts for nothing, and where it is stored for all
     * @param epoch of the log that is read now
     */
    synchronized void offer(LastValue value, StoredPlace place, long epoch, Timeline timeline) {
        long last = timeline.last();
        LogEra current = eras.current();
        boolean isHere = place.epoch() == epoch && place.log().equals(current.log());
        LastValue known = held.find(value.name());
        LastValue offered = value.at(isHere ? position(value, place, current, timeline, known) : 0);
        if (known != null && !isNewer(offered, known)) {
            return;
        }
        if (value.isCleared()) {
            if (known != null) {
                held.forget(known);
            }
        } else if (held.makeRoomFor(offered)) {
            held.set(offered, last);
            held.notePlain(value.channel(), last);
        } else {
            if (known != null) {
                held.forget(known);
                held.notePlain(value.channel(), last);
            }
            refuse(offered);
            loaded.doubt();
        }
    }

    /** Somebody stores and loads them, so that a gap in the feed is made up for by what is stored. */
    synchronized void noteStore() {
        loaded.noteStore();
    }

    /** All that is stored is about to be offered. */
    public synchronized void beginLoading() {
        loaded.begin();
    }

    /** All that is stored has been offered. */
    public synchronized void endLoading() {
        loaded.end();
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

    /** What this node does not count any more stands at 0. In queues, what another node had while this one missed it stands where the gap is. */
    private static long position(
            LastValue value, StoredPlace place, LogEra current, Timeline timeline, @Nullable LastValue known) {
        if (!current.isNodes()) {
            return Math.max(0, place.number() + current.ids().shift());
        }
        boolean wasMissed =
                known != null && place.number() > known.clock() && !value.id().equals(known.id());
        return wasMissed ? timeline.lastGap() : 0;
    }

    private static boolean isNewer(LastValue offered, LastValue known) {
        StoredPlace before = known.stored();
        StoredPlace after = offered.stored();
        boolean isBeforeAll = known.position() == 0 && offered.position() == 0;
        if (isBeforeAll && before != null && after != null) {
            return after.isAfter(before);
        }
        return offered.position() > known.position();
    }

    /** The log that is read now; a name that nothing can be stored under while it has none. */
    synchronized Optional<String> log() {
        LogEra current = eras.current();
        return current.isNamed() ? Optional.of(current.log()) : Optional.empty();
    }

    /** Takes some of those that are not stored yet, the longest waiting first; each is to be put back, or is stored. */
    public synchronized List<LastValue> takeUnstored(int most, long mostBytes) {
        List<LastValue> taken = new ArrayList<>();
        long takenBytes = 0;
        for (Iterator<ValueName> names = unstored.iterator();
                names.hasNext() && taken.size() < most && takenBytes < mostBytes; ) {
            ValueName name = names.next();
            LastValue value = held.find(name);
            if (value != null && value.stored() == null) {
                taken.add(value);
                takenBytes += value.frame().length;
            }
            names.remove();
        }
        return taken;
    }

    /** These could not be stored, and are to be taken again; what has changed meanwhile is so in any case. */
    public synchronized void putBack(Collection<LastValue> some) {
        some.forEach(value -> unstored.add(value.name()));
    }

    /** These are stored: of what was cleared nothing needs to be known any more, but by readers that are slow. */
    public synchronized void noteStored(Collection<LastValue> some) {
        some.forEach(held::noteStored);
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        held.forgetClearedBefore(now - CLEARED_MICROS);
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
        return refused;
    }
}

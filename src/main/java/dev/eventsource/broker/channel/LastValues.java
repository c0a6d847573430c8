package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /** What MongoDB takes in one document, with room for the rest of it. */
    private static final int LONGEST_FRAME = 12 << 20;

    /** How many may wait to be stored before what was cleared and is not known here needs room as a value does. */
    static final int MOST_WITHOUT_ROOM = 20_000;

    private final Map<ChannelId, LastValueTable> tables = new ConcurrentHashMap<>();
    private final Set<Name> unstored = new LinkedHashSet<>();

    /** Those of the tables that were cleared, and are stored so, in that order. */
    private final Map<Name, LastValue> cleared = new LinkedHashMap<>();

    private final List<LogEra> eras = new ArrayList<>();
    private final PositionIds ofNode;
    private final long maxBytes;
    private long clock;
    private long silentUntil = System.nanoTime();
    private boolean isStored;
    private volatile boolean awaited;
    private boolean canKnowAll;
    private boolean knowsAll;
    private boolean hasLeft;
    private long lastLeft;
    private volatile long values;
    private volatile long bytes;
    private volatile long refused;
    private volatile long lastRefused;

    /** Which value it is. */
    private record Name(ChannelId channel, String key) {}

    /** None yet, on a node that counts positions so until it is told otherwise. */
    LastValues(PositionIds ofNode, long maxBytes) {
        this.ofNode = ofNode;
        this.maxBytes = maxBytes;
        eras.add(new LogEra(ofNode, true, 0));
    }

    /** Positions after {@code last} are of that log, if it is another than before; the same may have got its name. */
    synchronized void countBy(PositionIds ids, long last) {
        LogEra current = eras.get(eras.size() - 1);
        LogEra next = new LogEra(ids, ids.equals(ofNode), current.after());
        boolean isSame = !current.isNodes() && current.ids().shift() == ids.shift();
        if (isSame || (values == 0 && unstored.isEmpty())) {
            eras.set(eras.size() - 1, next);
        } else {
            eras.add(new LogEra(ids, next.isNodes(), last));
        }
    }

    /** Notes an event that was appended to its channel's log. */
    synchronized void note(Event event, LoggedEvent logged) {
        Retain retain = event.retain();
        LastValueTable known = tables.get(event.channel());
        if (known != null && (retain == null || retain.key().isEmpty())) {
            known.notePlain(logged.position());
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
        LastValue known = find(value.channel(), value.key());
        if (known != null && known.position() >= value.position()) {
            // One that was stored by a node which is further on.
            return;
        }
        boolean fits = isKnownToBeNone(value) || hasRoomFor(value);
        if (!fits) {
            refuse(value);
        }
        LastValue kept = fits ? value : value.cleared();
        if (isKnownToBeNone(kept) || !canWait(kept)) {
            note(value.channel(), value.position());
            return;
        }
        unstored.add(name(set(kept, value.position() - 1)));
        if (!fits) {
            note(value.channel(), value.position());
        }
    }

    /** Whether it says that there is no value where there was none, neither here nor stored: nobody needs to be told. */
    private boolean isKnownToBeNone(LastValue value) {
        return value.isCleared() && knowsAll && find(value.channel(), value.key()) == null;
    }

    /** Of what may be stored, though it is not known here, so much is cleared without room; beyond that it may come back. */
    private synchronized boolean canWait(LastValue kept) {
        boolean can = !kept.isCleared()
                || unstored.size() < MOST_WITHOUT_ROOM
                || find(kept.channel(), kept.key()) != null
                || fits(kept);
        if (!can) {
            lastLeft = System.nanoTime();
            hasLeft = true;
        }
        return can;
    }

    private static Name name(LastValue value) {
        return new Name(value.channel(), value.key());
    }

    private @Nullable LastValue find(ChannelId channel, String key) {
        LastValueTable table = tables.get(channel);
        return table == null ? null : table.get(key);
    }

    /** What its values do not say. */
    private void note(ChannelId channel, long plain) {
        LastValueTable table = tables.get(channel);
        if (table != null) {
            table.notePlain(plain);
        }
    }

    /** What was cleared, and is stored so, makes room. That there is none any more may wait without. */
    private boolean hasRoomFor(LastValue value) {
        if (isTooLong(value)) {
            return false;
        }
        while (!fits(value) && !cleared.isEmpty()) {
            forgetOldest();
        }
        return value.isCleared() || fits(value);
    }

    /** The one before is looked up each time: it may be what was forgotten to make room. */
    private boolean fits(LastValue value) {
        LastValue before = find(value.channel(), value.key());
        long more = value.heapBytes() - (before == null ? 0 : before.heapBytes());
        long table = tables.containsKey(value.channel()) ? 0 : LastValueTable.heapBytes(value.channel());
        return bytes + more + table <= maxBytes;
    }

    private boolean isTooLong(LastValue value) {
        return !value.isCleared() && (value.frame().length > LONGEST_FRAME || value.heapBytes() > maxBytes);
    }

    /** Puts it into its channel's table, whose id of the channel it gets: one of its own would take room that is not counted. */
    private synchronized LastValue set(LastValue value, long plain) {
        LastValue before = find(value.channel(), value.key());
        LastValueTable table = tables.get(value.channel());
        if (table == null) {
            table = new LastValueTable(value.channel(), value.isOfKey() ? plain : value.position());
            tables.put(value.channel(), table);
            bytes = bytes + LastValueTable.heapBytes(value.channel());
        }
        LastValue kept = value.of(table.channel());
        table.put(kept);
        cleared.remove(name(kept));
        count(kept, 1);
        if (before != null) {
            count(before, -1);
        }
        return kept;
    }

    private synchronized void count(LastValue value, int sign) {
        bytes = bytes + sign * value.heapBytes();
        values = values + (value.isCleared() ? 0 : sign);
    }

    private synchronized void forget(LastValue value) {
        LastValueTable table = tables.get(value.channel());
        if (table != null && value.equals(table.get(value.key()))) {
            table.noteForgotten(value.position());
            table.remove(value);
            cleared.remove(name(value));
            count(value, -1);
            if (table.isEmpty()) {
                tables.remove(value.channel());
                bytes = bytes - LastValueTable.heapBytes(value.channel());
            }
        }
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
        LogEra current = current();
        boolean isHere = place.epoch() == epoch && place.log().equals(current.log());
        LastValue known = find(value.channel(), value.key());
        LastValue offered = value.at(isHere ? position(value, place, current, timeline, known) : 0);
        if (known != null && !isNewer(offered, known)) {
            return;
        }
        if (value.isCleared()) {
            if (known != null) {
                forget(known);
            }
        } else if (hasRoomFor(offered)) {
            set(offered, last);
            note(value.channel(), last);
        } else {
            if (known != null) {
                forget(known);
                note(value.channel(), last);
            }
            refuse(offered);
            doubt();
        }
    }

    /** Others store them too, so that a gap in the feed is to be made up for by what is stored. */
    synchronized void noteStore() {
        isStored = true;
    }

    /** The feed missed events, among which there may have been newer ones than are here. */
    synchronized void noteGap() {
        doubt();
        awaited = isStored;
    }

    /** Whether those that may be newer are still to be offered: who begins with last values has to wait. */
    boolean areAwaited() {
        return awaited;
    }

    /** They have been offered, or nobody is to wait for them any longer; whether somebody may have waited. */
    synchronized boolean letBegin() {
        boolean wereAwaited = awaited;
        awaited = false;
        return wereAwaited;
    }

    /** All that is stored is about to be offered. */
    public synchronized void beginLoading() {
        canKnowAll = true;
    }

    /** All that is stored has been offered: unless some had no room or the feed missed events meanwhile, what is not here is nowhere. */
    public synchronized void endLoading() {
        knowsAll = canKnowAll;
    }

    /** There may be values that are not known here, until all have been offered again. */
    private synchronized void doubt() {
        canKnowAll = false;
        knowsAll = false;
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
        LogEra current = current();
        return current.isNamed() ? Optional.of(current.log()) : Optional.empty();
    }

    private LogEra current() {
        return eras.get(eras.size() - 1);
    }

    /** Takes some of those that are not stored yet, the longest waiting first; each is to be put back, or is stored. */
    public synchronized List<LastValue> takeUnstored(int most, long mostBytes) {
        List<LastValue> taken = new ArrayList<>();
        long takenBytes = 0;
        for (Iterator<Name> names = unstored.iterator();
                names.hasNext() && taken.size() < most && takenBytes < mostBytes; ) {
            Name name = names.next();
            LastValue value = find(name.channel(), name.key());
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
        some.forEach(value -> unstored.add(name(value)));
    }

    /** These are stored: of what was cleared nothing needs to be known any more, but by readers that are slow. */
    public synchronized void noteStored(Collection<LastValue> some) {
        for (LastValue value : some) {
            if (value.isCleared() && value.equals(find(value.channel(), value.key()))) {
                cleared.put(name(value), value);
            }
        }
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        while (!cleared.isEmpty() && now - oldestCleared().clock() > CLEARED_MICROS) {
            forgetOldest();
        }
    }

    private LastValue oldestCleared() {
        return cleared.values().iterator().next();
    }

    private void forgetOldest() {
        forget(oldestCleared());
    }

    /** How many that were cleared are still known for slow readers. */
    synchronized int clearedAndStored() {
        return cleared.size();
    }

    /** How many wait to be stored. */
    public synchronized int unstored() {
        return unstored.size();
    }

    /** Where a value that came in stands, but for its log's epoch, which is 0; empty where the log has no name yet. */
    public synchronized Optional<StoredPlace> place(LastValue value) {
        for (int i = eras.size() - 1; i >= 0; i--) {
            LogEra era = eras.get(i);
            if (era.after() < value.position()) {
                boolean mayGetName = i == eras.size() - 1;
                return era.isNamed() || !mayGetName
                        ? Optional.of(new StoredPlace(era.log(), 0, era.number(value)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Nullable
    LastValueTable table(ChannelId channel) {
        return tables.get(channel);
    }

    Collection<LastValueTable> tables() {
        return tables.values();
    }

    /** How many are held. */
    public long values() {
        return values;
    }

    /** What they take of {@code RETAINED_BYTES}. */
    public long bytes() {
        return bytes;
    }

    /** How many were not retained since the start. */
    public long refused() {
        return refused;
    }
}

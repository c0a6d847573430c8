package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import java.util.function.LongSupplier;

/** Takes the last values that come in by the feed. Guarded by the lock of the {@link LastValues} that it is part of. */
final class ArrivedValues {
    /** How many may wait to be stored before what was cleared and is not known here needs room as a value does. */
    static final int MOST_WITHOUT_ROOM = 20_000;

    private final HeldValues held;
    private final UnstoredValues unstored;
    private final LoadedValues loaded;
    private final LastValueFaults faults;
    private final LongSupplier now;
    private long clock;

    /**
     * Those that are held from then on.
     *
     * @param now in microseconds since the epoch
     */
    ArrivedValues(
            HeldValues held, UnstoredValues unstored, LoadedValues loaded, LastValueFaults faults, LongSupplier now) {
        this.held = held;
        this.unstored = unstored;
        this.loaded = loaded;
        this.faults = faults;
        this.now = now;
    }

    /** Notes an event that was appended to its channel's log. */
    void note(Event event, LoggedEvent logged) {
        Retain retain = event.retain();
        if (retain == null || retain.key().isEmpty()) {
            held.notePlain(event.channel(), logged.position());
        }
        if (retain != null) {
            clock = Math.max(clock + 1, now.getAsLong());
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
            faults.noteRefused(value);
        }
        LastValue kept = fits ? value : value.cleared();
        if (isKnownToBeNone(kept) || !canWait(kept)) {
            held.notePlain(value.channel(), value.position());
            return;
        }
        unstored.add(held.set(kept, value.position() - 1));
        if (!fits) {
            held.notePlain(value.channel(), value.position());
        }
    }

    /** Whether it says that there is no value where there was none, neither here nor stored: nobody needs to be told. */
    private boolean isKnownToBeNone(LastValue value) {
        return value.isCleared() && loaded.areAll() && held.find(value.name()) == null;
    }

    /** Of what may be stored, though it is not known here, so much is cleared without room; beyond that it may come back. */
    private boolean canWait(LastValue kept) {
        boolean can = !kept.isCleared()
                || unstored.size() < MOST_WITHOUT_ROOM
                || held.find(kept.name()) != null
                || held.fits(kept);
        if (!can) {
            faults.noteLeft();
        }
        return can;
    }
}

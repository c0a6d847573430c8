package dev.eventsource.broker.ledger.value;

import dev.eventsource.broker.ledger.event.Moment;

/**
 * One try to say one thing of a slot. Its publisher's thread alone notes that it was confirmed, once; any thread reads, and so
 * that field is volatile.
 */
public final class Saying {
    private static final long NEVER = Long.MAX_VALUE;

    private final Slot slot;
    private final Kind kind;
    private final int number;
    private final int attempt;
    private final long beganAt;
    private volatile long confirmedAt = NEVER;

    /** What is said. */
    public enum Kind {
        /** The last value from now on. */
        VALUE,
        /** There is no last value from now on. */
        CLEAR,
        /** An event that leaves the last value alone. */
        PASSING
    }

    /**
     * About to be said, at that moment.
     *
     * @param number among all that is said, from 1
     * @param attempt from 1
     */
    Saying(Slot slot, Kind kind, int number, int attempt, long beganAt) {
        this.slot = slot;
        this.kind = kind;
        this.number = number;
        this.attempt = attempt;
        this.beganAt = beganAt;
    }

    /** The same thing, tried again. */
    Saying again() {
        return new Saying(slot, kind, number, attempt + 1, Moment.now());
    }

    public Slot slot() {
        return slot;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isRetained() {
        return kind != Kind.PASSING;
    }

    public int number() {
        return number;
    }

    public long beganAt() {
        return beganAt;
    }

    /** Notes that it was taken, at that moment. */
    public void noteConfirmed(long at) {
        confirmedAt = at;
    }

    public boolean isConfirmed() {
        return confirmedAt != NEVER;
    }

    /** When its publisher knew that it was taken; later than all else where it never did. */
    public long confirmedAt() {
        return confirmedAt;
    }

    /** The event's id, which no other try has. */
    public String id() {
        return "v." + slot.channel() + "." + slot.key() + "." + number + "." + attempt;
    }

    /** The event's data: its id, or nothing where that clears. */
    public String data() {
        return kind == Kind.CLEAR ? "" : id();
    }

    @Override
    public String toString() {
        String confirmed = isConfirmed() ? "confirmed at " + Moment.text(confirmedAt) : "not confirmed";
        return "%s %s of %s, %s,".formatted(kind, id(), Moment.text(beganAt), confirmed);
    }
}

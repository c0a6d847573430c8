package dev.eventsource.broker.ledger.event;

import org.jspecify.annotations.Nullable;

/**
 * One try to publish one event. Its publisher's thread alone notes what came of it, at most once; any thread reads, and so
 * those fields are volatile.
 */
public final class Message {
    private static final String SEPARATOR = "/";

    private final Line line;
    private final int number;
    private final int attempt;
    private final Naming naming;
    private final int length;
    private final long beganAt = Moment.now();
    private volatile @Nullable String assignedId;
    private volatile boolean confirmed;

    /**
     * A message that is about to be sent.
     *
     * @param number of its event among those of its line, from 1
     * @param attempt at this event, from 1
     * @param length of its data, at least
     */
    public Message(Line line, int number, int attempt, Naming naming, int length) {
        this.line = line;
        this.number = number;
        this.attempt = attempt;
        this.naming = naming;
        this.length = length;
    }

    /** The same event, tried again. */
    public Message again() {
        return new Message(line, number, attempt + 1, naming, length);
    }

    public Line line() {
        return line;
    }

    public int number() {
        return number;
    }

    /** How often this event had been tried, with this try. */
    public int attempt() {
        return attempt;
    }

    public Naming naming() {
        return naming;
    }

    /** When it was about to be sent, as {@link Moment} counts. */
    public long beganAt() {
        return beganAt;
    }

    /** How many bytes of data it has, about. */
    public int length() {
        return length;
    }

    /** Notes that RabbitMQ has taken and routed it. */
    public void noteConfirmed() {
        confirmed = true;
    }

    /** Notes that the broker has taken it under this id. */
    public void noteConfirmed(String id) {
        assignedId = id;
        confirmed = true;
    }

    /** Whether it was promised to whoever is subscribed. */
    public boolean isConfirmed() {
        return confirmed;
    }

    /** The id that the publisher gives, as every try of the same event does; null where it gives none. */
    public @Nullable String ownId() {
        return naming == Naming.PUBLISHER ? line.publisher() + "." + line.channel() + "." + number : null;
    }

    @Nullable
    String assignedId() {
        return assignedId;
    }

    /** Whether this is what its id on the wire has to look like. */
    public boolean mayHaveId(String id) {
        return naming.fits(this, id);
    }

    /** What tells it from every other message, and every other try. */
    public String key() {
        return String.join(
                SEPARATOR, line.publisher(), line.channel(), Integer.toString(number), Integer.toString(attempt));
    }

    /** Its key, and behind it lines that fill it up to its length. */
    public String data() {
        StringBuilder data = new StringBuilder(key());
        while (data.length() < length) {
            data.append('\n').append("-".repeat(Math.min(1_000, length - data.length())));
        }
        return data.toString();
    }

    /** The key in front of an event's data. */
    static String keyOf(String data) {
        int end = data.indexOf('\n');
        return end < 0 ? data : data.substring(0, end);
    }

    @Override
    public String toString() {
        return key();
    }
}

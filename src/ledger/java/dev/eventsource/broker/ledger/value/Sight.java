package dev.eventsource.broker.ledger.value;

import dev.eventsource.broker.ledger.event.Moment;
import java.util.ArrayList;
import java.util.List;

/** All that one stream showed which opened without an id, in its order. Written by one thread, and read when that has ended. */
public final class Sight {
    private final String node;
    private final String door;
    private final long askedAt;
    private final List<Seen> seen = new ArrayList<>();
    private long endedAt = Long.MAX_VALUE;

    /** One thing that it showed, at that moment. */
    public sealed interface Seen {
        long at();
    }

    /**
     * An event.
     *
     * @param hasId whether it came with its id
     */
    public record Event(Saying saying, boolean hasId, long at) implements Seen {}

    /**
     * The end of what a stream begins with.
     *
     * @param number of the place in the log that it is of
     */
    public record Place(long number, long at) implements Seen {}

    /** {@code eshq:open} or {@code eshq:reset}, behind which last values come. */
    public record Begin(boolean isReset, long at) implements Seen {}

    /** What nobody said, or the contract does not allow. */
    public record Wrong(String what, long at) implements Seen {}

    /**
     * A stream that was opened.
     *
     * @param door the node that gave its ticket; the same where it has none
     * @param askedAt before anything was asked for
     */
    public Sight(String node, String door, long askedAt) {
        this.node = node;
        this.door = door;
        this.askedAt = askedAt;
    }

    public String node() {
        return node;
    }

    public String door() {
        return door;
    }

    public long askedAt() {
        return askedAt;
    }

    public Sight add(Seen one) {
        seen.add(one);
        return this;
    }

    public List<Seen> seen() {
        return seen;
    }

    public Sight end(long at) {
        endedAt = at;
        return this;
    }

    public long endedAt() {
        return endedAt;
    }

    /** For a person to read. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String end = endedAt == Long.MAX_VALUE ? "the end" : Moment.text(endedAt);
        lines.add("  asked %s at %s, a stream of %s until %s".formatted(door, Moment.text(askedAt), node, end));
        seen.forEach(one -> lines.add("  " + Moment.text(one.at()) + " " + one));
        return lines;
    }
}

package dev.eventsource.broker.feed;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.PositionIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of a stream stand in the node's order of events: at their offset, shifted by a number that changes
 * only when the stream turns out to be another one.
 *
 * <p>Each session begins with the last message of the one before, not with the next: so it shows whether it is still the
 * same stream. Where that message is gone, whatever followed may be as well, and where another one stands in its place,
 * the stream was deleted and made anew; both are gaps.
 *
 * <p>RabbitMQ drops a stream's oldest messages from under whoever reads them, too, and goes on behind without a word. But
 * offsets have holes where there never was a message: what RabbitMQ writes for itself takes one each, as at the begin of
 * every segment what it knows of publishers. So a hole of one is never a loss: what is dropped are whole segments, with a
 * message at least in each, and the one behind them begins with such an offset. Whether a larger one is has to be found out
 * by whoever reads, and is settled before what stands behind it gets its place.
 *
 * <p>Ids say the stream's name beside the offset ({@link StreamName}): an id of a stream that was deleted must not mean what
 * has that offset in the one that took its place. The last name that a stream was given counts, and else the first that it is
 * called by; what comes in before that has ids that nobody can resume from.
 *
 * <p>The feed's thread uses it between two sessions, and the thread that reads the connection within one; a session's begin
 * and its loss stand between them. {@code name} and {@code lastOffset} are written by these, and any thread may ask for the name.
 */
final class StreamPlaces {
    private static final byte[] NOTHING = {};
    private static final long NONE = -1;

    /** How many offsets RabbitMQ takes for itself at the begin of a segment. */
    private static final long OWN = 1;

    private final Channels channels;
    private Object first;
    private volatile long lastOffset = NONE;
    private volatile @Nullable String name;

    /** Null where the last message could not be read. */
    private byte @Nullable [] lastBody = NOTHING;

    private long lostAt = NONE;
    private long settledTo = NONE;
    private boolean isComplete;
    private long shift;
    private boolean comesBack;

    /**
     * The places of a node that has read nothing yet.
     *
     * @param history how far it reads back
     */
    StreamPlaces(Channels channels, Duration history) {
        this.channels = channels;
        this.first = Date.from(Instant.now().minus(history));
    }

    /** From where to consume, as RabbitMQ's {@code x-stream-offset} takes it. */
    Object start() {
        if (lastOffset == NONE) {
            return first;
        }
        return lastBody == null ? lastOffset + 1 : lastOffset;
    }

    /** Whether anything was read of the stream. */
    boolean hasRead() {
        return lastOffset != NONE;
    }

    /** The offset of the last message; -1 before the first. */
    long lastOffset() {
        return lastOffset;
    }

    /** The stream is another one: what it holds is read from its first message on. */
    void readAnew() {
        if (hasRead()) {
            first = "first";
            forget();
        }
    }

    /**
     * Notes that the connection was lost over the message that follows. When it is for the second time at one place, reading
     * goes on behind that message, which is told by true; from there on the first time is enough.
     */
    boolean passUnreadable() {
        boolean again = hasRead() && lostAt == lastOffset;
        if (again) {
            passOver();
        }
        lostAt = lastOffset;
        return again;
    }

    /** Passes over the next message, which came and cannot be read; where it stands, as far as that is known. */
    long passOver() {
        long before = lastOffset;
        if (before != NONE) {
            lastOffset = before + 1;
            lastBody = null;
        }
        return lastOffset;
    }

    void begin() {
        comesBack = lastOffset != NONE;
        settledTo = NONE;
    }

    /**
     * It was found out what the holes up to an offset are.
     *
     * @param complete whether all that stood there has come; if not, each of them is a gap
     */
    void settle(long upTo, boolean complete) {
        settledTo = upTo;
        isComplete = complete;
    }

    /** From now on, nothing that the stream holds already is to come in. */
    void leaveOut() {
        first = "next";
        forget();
    }

    private void forget() {
        lastOffset = NONE;
        lastBody = NOTHING;
        name = null;
    }

    /** What the stream is called, to be said again; empty where that is not known yet. Any thread may ask. */
    Optional<StreamName> name() {
        return Optional.ofNullable(name).map(known -> new StreamName(known, lastOffset));
    }

    long place(long offset, byte[] body) {
        return place(offset, body, true);
    }

    long place(long offset, byte[] body, boolean isOwn) {
        if (comesBack) {
            comesBack = false;
            compare(offset, body);
        } else if (isHoleBefore(offset)) {
            if (offset > settledTo) {
                return FeedSource.DOUBTFUL;
            }
            noteHole(offset);
        }
        if (lastOffset == NONE) {
            join(offset);
        } else if (offset <= lastOffset) {
            return FeedSource.KNOWN;
        }
        lastOffset = offset;
        lastBody = body;
        if (isOwn) {
            learnName(offset, body);
        }
        return offset + shift;
    }

    private void learnName(long offset, byte[] body) {
        StreamName said = StreamName.parse(body);
        if (said != null && (said.isGiven() || (name == null && said.mayStandAt(offset)))) {
            name = said.name();
            channels.countBy(PositionIds.ofStream(said.name(), shift));
        }
    }

    /** Whether messages may have stood between the last one and that offset. */
    private boolean isHoleBefore(long offset) {
        return lastOffset != NONE && offset > lastOffset + 1 + OWN;
    }

    private void noteHole(long offset) {
        if (!isComplete) {
            channels.noteGap(offset + shift - 1);
        }
    }

    private void compare(long offset, byte[] body) {
        if (offset > lastOffset + 1) {
            channels.noteGap(offset + shift - 1);
        } else if (offset < lastOffset || (offset == lastOffset && !Arrays.equals(body, lastBody))) {
            forget();
        }
    }

    private void join(long offset) {
        long last = channels.last();
        if (last == 0) {
            shift = 1;
            channels.beginBehind(offset);
        } else {
            shift = last + 2 - offset;
            channels.noteGap(last + 1);
        }
        channels.countBy(PositionIds.ofUnnamedStream(shift));
    }
}

package dev.eventsource.broker.amqp;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.PositionIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

/**
 * Where the messages of a stream stand in the node's order of events: at their offset, shifted by a number that changes
 * only when the stream turns out to be another one.
 *
 * <p>Each session begins with the last message of the one before, not with the next: so it shows whether it is still the
 * same stream. Where that message is gone, whatever followed may be as well, and where another one stands in its place,
 * the stream was deleted and made anew; both are gaps. Offsets may have holes, so only the order counts.
 */
final class StreamPlaces {
    private static final byte[] NOTHING = {};
    private static final long NONE = -1;

    private final Channels channels;
    private Object first;
    private long lastOffset = NONE;
    private byte[] lastBody = NOTHING;
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
        return lastOffset == NONE ? first : lastOffset;
    }

    void begin() {
        comesBack = lastOffset != NONE;
    }

    /** From now on, nothing that the stream holds already is to come in. */
    void leaveOut() {
        first = "next";
        lastOffset = NONE;
    }

    long place(long offset, byte[] body) {
        if (comesBack) {
            comesBack = false;
            compare(offset, body);
        }
        if (lastOffset == NONE) {
            join(offset);
        } else if (offset <= lastOffset) {
            return FeedSource.KNOWN;
        }
        lastOffset = offset;
        lastBody = body;
        return offset + shift;
    }

    private void compare(long offset, byte[] body) {
        if (offset > lastOffset + 1) {
            channels.noteGap(offset + shift - 1);
        } else if (offset < lastOffset || (offset == lastOffset && !Arrays.equals(body, lastBody))) {
            lastOffset = NONE;
        }
    }

    private void join(long offset) {
        long last = channels.last();
        if (last == 0) {
            shift = 1;
            channels.beginBehind(offset);
            channels.countBy(PositionIds.ofStream(shift));
        } else {
            shift = last + 2 - offset;
            channels.noteGap(last + 1);
            channels.countBy(PositionIds.ofNewStream(shift, offset));
        }
    }
}

package dev.eventsource.broker.feed;

import dev.eventsource.broker.source.Arrival;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came from the stream.
 *
 * @param deliveryTag by which it is acknowledged
 * @param offset where it stands in the stream; -1 where it does not say so
 * @param isReadable false where it cannot be read, which is all that is known of it
 * @param traceParent what its publisher says of the trace, as it came; null where it says nothing
 * @param arrival the message where it came from another exchange; null where it is of the broker's own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StreamMessage(
        long deliveryTag,
        long offset,
        boolean isReadable,
        byte[] body,
        @Nullable String traceParent,
        @Nullable Arrival arrival) {
    /** One of the broker's own exchange. */
    StreamMessage(long deliveryTag, long offset, boolean isReadable, byte[] body, @Nullable String traceParent) {
        this(deliveryTag, offset, isReadable, body, traceParent, null);
    }

    /** What it takes in memory, about. */
    long bytes() {
        return arrival == null ? body.length : body.length + arrival.headerBytes();
    }
}

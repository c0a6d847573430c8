package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.event.SseFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** In which words the broker itself speaks in a stream. None of them moves the browser's last event id. */
enum Words {
    /** As events of its own. */
    EVENTS,
    /** As comments. Where something is missing, the stream ends, and who comes back is told by a header. */
    COMMENTS,
    /** As comments, but that what is missing is told in the stream. */
    COMMENTS_AND_RESETS;

    /** Without a blank line behind it: to some clients that is an event with nothing in it. It stands between whole frames. */
    private static final byte[] COMMENT = ":\n".getBytes(StandardCharsets.US_ASCII);

    byte[] heartbeat() {
        return this == EVENTS ? ControlFrames.PING : COMMENT;
    }

    /** What is said where events are missing; null: nothing, and the stream ends. */
    byte @Nullable [] lost(ResetReason reason) {
        return this == COMMENTS ? null : SseFrame.encode(ControlFrames.reset(reason));
    }

    /** What is said ahead of the end of a stream's term; null: nothing. */
    byte @Nullable [] expiring(Term term, long nanoTime) {
        return this == EVENTS ? SseFrame.encode(ControlFrames.expiring(term, nanoTime)) : null;
    }

    /** What is said at its end. */
    byte[] expired(Term term) {
        return this == EVENTS ? SseFrame.encode(ControlFrames.expired(term)) : COMMENT;
    }
}

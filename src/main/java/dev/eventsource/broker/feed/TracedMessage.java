package dev.eventsource.broker.feed;

import dev.eventsource.broker.event.RefusalReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that its publisher's trace goes through, once it is in the log or refused: fired as a CDI event by the feed's thread, for
 * whoever goes on with that trace. Who observes it neither waits nor throws, or the messages behind it would suffer.
 *
 * @param traceParent the publisher's span, well-formed by the W3C's Trace Context
 * @param exchange that it came through
 * @param bytes of its body
 * @param begin when it was taken in
 * @param refusal why it is no event; null where it is one
 */
public record TracedMessage(
        String traceParent,
        String exchange,
        int bytes,
        Instant begin,
        @Nullable RefusalReason refusal) {}

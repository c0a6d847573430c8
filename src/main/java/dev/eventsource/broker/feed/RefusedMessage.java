package dev.eventsource.broker.feed;

import dev.eventsource.broker.event.RefusalReason;
import java.time.Instant;

/**
 * A message that was refused, for operators alone: how it begins may have what is somebody's own.
 *
 * @param at when, by this node's clock
 * @param whatToChange in one sentence
 * @param offset its place in the stream; -1 in a queue, where it has none
 * @param length of its body in bytes
 * @param beginning of its body, as far as that is text, without the socket id
 */
public record RefusedMessage(
        Instant at, RefusalReason reason, String whatToChange, long offset, int length, String beginning) {}

package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.TopicFilter;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of updates that somebody may have.
 *
 * @param lastEventId the last update that the subscriber has, or {@code earliest}; null: none
 * @param fromFirst whether that is the first of all updates that have this id, and not the latest that it may have had
 * @param expiresAt when it ends by itself; null: it does not
 * @param tellsLoss whether it tells of what is missing by an event, rather than end there
 * @param onEnd told, once, that a stream which was opened is over; by any thread, which it must not keep
 * @param onPlaced told, before anything is sent, behind which id it goes on, where one was asked for
 */
public record TopicStream(
        TopicFilter filter,
        @Nullable String lastEventId,
        boolean fromFirst,
        @Nullable Instant expiresAt,
        boolean tellsLoss,
        Runnable onEnd,
        Consumer<String> onPlaced) {}

package dev.eventsource.broker.publish;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.user.User;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Marks events as last values whose channels are in their user's list of those. The mark goes into the message, so that all nodes
 * hold the same, whatever they know of the user when they read it. Any thread may ask, and none waits.
 */
@Singleton
final class LastValueMarks {
    private final RecentUsers users;

    @Inject
    LastValueMarks(RecentUsers users) {
        this.users = users;
    }

    /** The event of one of a user's channels; as it is where its publisher says that it is a last value. */
    static Event mark(User user, Event event) {
        return event.retain() == null
                        && user.retainedChannels().have(event.channel().name())
                ? event.withRetain(Retain.CHANNEL)
                : event;
    }

    /**
     * The same for a publisher by whose credentials the user is not known already. While MongoDB is away, and the user was not seen
     * lately, it is as it came: that pages can publish then is worth more. It comes in a thread that may be kept for a while.
     */
    CompletionStage<Event> mark(String user, Event event) {
        return users.find(user, known -> true).handle((found, failure) -> {
            if (found == null) {
                requireUnavailable(failure);
                return event;
            }
            return found.map(known -> mark(known, event)).orElse(event);
        });
    }

    private static void requireUnavailable(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof Unavailable)) {
            throw new CompletionException(cause);
        }
    }
}

package dev.eventsource.broker.presence;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.publish.Publisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells channels who joins and leaves, in the order in which that was decided here. What RabbitMQ does not take waits for
 * it, 10,000 events at most; one more takes the oldest's place, which is logged. One is on its way at a time. {@code
 * waiting} and {@code sending} are guarded by this object's lock.
 */
@Singleton
class Announcements {
    private static final Logger LOG = System.getLogger(Announcements.class.getName());
    private static final int MOST = 10_000;

    private final Function<Event, CompletionStage<Void>> publish;
    private final Queue<Event> waiting = new ArrayDeque<>();
    private boolean sending;

    @Inject
    Announcements(Publisher publisher) {
        this(publisher::publish);
    }

    Announcements(Function<Event, CompletionStage<Void>> publish) {
        this.publish = publish;
    }

    synchronized void add(Place place, String presenceId, boolean joins, Instant at) {
        String data = Json.createObjectBuilder()
                .add("presence_id", presenceId)
                .add("at", at.toString())
                .build()
                .toString();
        waiting.add(Event.ofBroker(place.channelId(), joins ? "eshq:join" : "eshq:leave", data));
        if (waiting.size() > MOST) {
            waiting.remove();
            LOG.log(Level.WARNING, "A channel is not told who joined or left: RabbitMQ has been away for too long");
        }
    }

    /** Begins to send what waits, where that has not begun; never waits. */
    synchronized void send() {
        Event first = waiting.peek();
        if (first != null && !sending) {
            sending = true;
            publish.apply(first).whenComplete((done, failure) -> settle(first, failure));
        }
    }

    /** What RabbitMQ has not taken is sent again in the next turn. */
    private void settle(Event sent, @Nullable Throwable failure) {
        synchronized (this) {
            sending = false;
            if (failure == null && sent.equals(waiting.peek())) {
                waiting.remove();
            }
        }
        if (failure == null) {
            send();
        } else {
            LOG.log(Level.DEBUG, "Channels are told who joined and left when RabbitMQ takes it");
        }
    }
}

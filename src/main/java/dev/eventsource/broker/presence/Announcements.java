package dev.eventsource.broker.presence;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.publish.Publisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells channels who joins and leaves; of each place in the order in which that was decided here. What RabbitMQ does not
 * take waits for it; while 10,000 events do, nothing more is decided. A hundred are on their way at a time, one of each
 * place. All fields are guarded by this object's lock.
 */
@Singleton
class Announcements {
    private static final Logger LOG = System.getLogger(Announcements.class.getName());
    private static final int MOST = 10_000;
    private static final int AT_A_TIME = 100;

    private final Function<Event, CompletionStage<Void>> publish;
    private final Deque<Announcement> waiting = new ArrayDeque<>();
    private final Set<Place> underWay = new HashSet<>();
    private boolean sending;
    private boolean refused;

    private record Announcement(Place place, Event event) {}

    @Inject
    Announcements(Publisher publisher) {
        this(publisher::publish);
    }

    Announcements(Function<Event, CompletionStage<Void>> publish) {
        this.publish = publish;
    }

    /** Has a channel told, whether or not there is {@link #hasRoom room}. */
    synchronized void add(Place place, String presenceId, boolean joins, Instant at) {
        String data = Json.createObjectBuilder()
                .add("presence_id", presenceId)
                .add("at", at.toString())
                .build()
                .toString();
        Event event = Event.ofBroker(place.channelId(), joins ? "eshq:join" : "eshq:leave", data);
        waiting.add(new Announcement(place, event));
    }

    /** Whether more should be decided. */
    synchronized boolean hasRoom() {
        return waiting.size() + underWay.size() < MOST;
    }

    /** Sends what waits, as far as it may go, what was refused in an earlier turn first; never waits. */
    synchronized void send() {
        refused = false;
        sendMore();
    }

    /** The same within a turn, while more is decided; what was refused waits for {@link #send}. */
    synchronized void sendOn() {
        sendMore();
    }

    /** A loop that what ends meanwhile leaves to go on: where each end sent the next, a thousand would be a deep stack. */
    private void sendMore() {
        if (!sending) {
            sending = true;
            try {
                while (maySend()) {
                    send(waiting.element());
                }
            } finally {
                sending = false;
            }
        }
    }

    private boolean maySend() {
        Announcement next = waiting.peek();
        return next != null && !refused && underWay.size() < AT_A_TIME && !underWay.contains(next.place());
    }

    private void send(Announcement next) {
        CompletionStage<Void> outcome = publish.apply(next.event());
        waiting.remove();
        underWay.add(next.place());
        outcome.whenComplete((done, failure) -> settle(next, failure));
    }

    /** What RabbitMQ has not taken is sent again in the next turn, before what came later. */
    private synchronized void settle(Announcement sent, @Nullable Throwable failure) {
        underWay.remove(sent.place());
        if (failure != null) {
            refused = true;
            waiting.addFirst(sent);
            LOG.log(Level.DEBUG, "Channels are told who joined and left when RabbitMQ takes it");
        }
        sendMore();
    }
}

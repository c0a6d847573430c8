package dev.eventsource.broker.roster;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.publish.EventIds;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told of in one turn: 250 subscriptions, or those that take 128 K characters where these are fewer, and as many more
 * as the last subscriber has. Belongs to one thread.
 */
final class Batch {
    static final int MOST_EVENTS = 250;
    static final int MOST_CHARACTERS = 128 << 10;

    /** What draft 08 calls such updates. */
    private static final String TYPE = "mercure";

    private final List<Event> events = new ArrayList<>();
    private int characters;

    /** What there is room for. */
    Share rest() {
        return new Share(MOST_EVENTS - events.size(), MOST_CHARACTERS - characters);
    }

    /** Adds what tells that each of a subscriber's subscriptions has begun or ended. */
    void add(Subscriber subscriber, boolean isActive) {
        for (Interest interest : subscriber.interests()) {
            String data = SubscriptionJson.event(subscriber, interest, isActive)
                    .build()
                    .toString();
            Update update = new Update(List.of(interest.path(subscriber.id())), true, null);
            String id = "urn:uuid:" + EventIds.next(System.currentTimeMillis());
            events.add(Event.ofHub(update, id, interest.isMatcher() ? TYPE : null, data));
            characters += data.length();
        }
    }

    List<Event> events() {
        return events;
    }
}

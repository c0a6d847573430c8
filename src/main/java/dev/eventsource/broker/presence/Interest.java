package dev.eventsource.broker.presence;

import static java.util.stream.Collectors.toSet;

import dev.eventsource.broker.user.Notices;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.webhook.Webhooks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who is to be told of what happens at places. Each user is asked for once in a turn, for one who is not found is not
 * remembered elsewhere. Belongs to the thread of {@link Attendance}; {@code Unavailable} where MongoDB does not answer.
 */
@Singleton
class Interest {
    private final RecentUsers users;
    private final Announcements announcements;
    private final Webhooks webhooks;
    private final Map<String, Notices> ofTurn = new HashMap<>();

    @Inject
    Interest(RecentUsers users, Announcements announcements, Webhooks webhooks) {
        this.users = users;
        this.announcements = announcements;
        this.webhooks = webhooks;
    }

    /** Forgets what users wanted in the turn before. */
    void askAnew() {
        ofTurn.clear();
    }

    /** Asks for the users of places, all at once, so that nothing below waits for MongoDB. */
    void learn(Collection<Place> places) {
        Set<String> unknown = places.stream()
                .map(Place::user)
                .filter(user -> !ofTurn.containsKey(user))
                .collect(toSet());
        if (!unknown.isEmpty()) {
            ofTurn.putAll(users.notices(unknown));
        }
    }

    /** Whether the place's user wants to be told; nobody who was deleted or disabled does. */
    boolean isIn(Place place) {
        Notices wanted = notices(place);
        return place.presenceId() == null ? wanted.webhook() != null : wanted.presenceEvents();
    }

    /** Whether there is room for what is to be told: while there is none, nothing is decided. */
    boolean hasRoom() {
        return announcements.hasRoom();
    }

    /** Sends what was told by now, so that channels need not wait until all is decided. */
    void sendOn() {
        announcements.sendOn();
    }

    /** Has told whoever wants to be, of somebody who came or went. */
    void tell(Place place, boolean joins, Instant at) {
        Notices wanted = notices(place);
        String presenceId = place.presenceId();
        if (presenceId == null) {
            webhooks.tell(place.user(), wanted, place.channel(), joins ? "occupied" : "vacated", at);
        } else if (wanted.presenceEvents()) {
            announcements.add(place, presenceId, joins, at);
        }
    }

    private Notices notices(Place place) {
        learn(List.of(place));
        return Objects.requireNonNull(ofTurn.get(place.user()));
    }
}

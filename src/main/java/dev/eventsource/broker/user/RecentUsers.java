package dev.eventsource.broker.user;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.Unavailable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Users as MongoDB has them; and while it is away, as it had them when they last called this node, if that is five minutes
 * ago at most. The latest 10,000 are kept, whose map is guarded by this object's lock. Any thread may ask.
 */
@Singleton
class RecentUsers {
    private static final int MOST = 10_000;
    private static final long LONGEST_NANOS = Duration.ofMinutes(5).toNanos();

    private final Users users;
    private final Map<String, Seen> recent = new LinkedHashMap<>();

    private record Seen(User user, long at) {}

    @Inject
    RecentUsers(Users users) {
        this.users = users;
    }

    /** The user of this key; {@link Unavailable} where MongoDB does not answer and the user has not called lately. */
    Optional<User> find(String key) {
        try {
            Optional<User> found = users.find(key);
            note(key, found.orElse(null));
            return found;
        } catch (Unavailable e) {
            return Optional.of(recent(key).orElseThrow(() -> e));
        }
    }

    private synchronized void note(String key, @Nullable User user) {
        // Taken out first, so that the map is in the order of the calls.
        recent.remove(key);
        if (user != null) {
            recent.put(key, new Seen(user, System.nanoTime()));
        }
        if (recent.size() > MOST) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    private synchronized Optional<User> recent(String key) {
        return Optional.ofNullable(recent.get(key))
                .filter(seen -> System.nanoTime() - seen.at() < LONGEST_NANOS)
                .map(Seen::user);
    }

    /** A user who was deleted or disabled, on whichever node, is asked for anew. */
    synchronized void forget(@Observes Signal signal) {
        if (signal.topic() == Topic.END_USER) {
            recent.remove(signal.text());
        }
    }
}

package dev.eventsource.broker.user;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What users want to be told of, as MongoDB has it or had it ten seconds ago at most. The latest 10,000 are kept,
 * whose map is guarded by this object's lock. Any thread may ask; {@code Unavailable} where MongoDB does not answer.
 */
@Singleton
public final class UserNotices {
    private static final int MOST = 10_000;
    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    private final Users users;
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    private record Asked(Notices notices, long at) {}

    @Inject
    UserNotices(Users users) {
        this.users = users;
    }

    /** What the user of this key wants; nothing where there is none, or one who is disabled. */
    public Notices of(String key) {
        Asked recent = recent(key);
        if (recent != null) {
            return recent.notices();
        }
        Notices notices = users.find(key)
                .filter(user -> !user.disabled())
                .map(Notices::of)
                .orElse(Notices.NONE);
        note(key, notices);
        return notices;
    }

    private synchronized @Nullable Asked recent(String key) {
        Asked found = asked.get(key);
        return found != null && System.nanoTime() - found.at() < LONGEST_NANOS ? found : null;
    }

    private synchronized void note(String key, Notices notices) {
        asked.remove(key);
        asked.put(key, new Asked(notices, System.nanoTime()));
        if (asked.size() > MOST) {
            asked.remove(asked.keySet().iterator().next());
        }
    }
}

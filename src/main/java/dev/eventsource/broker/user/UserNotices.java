package dev.eventsource.broker.user;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * What users want to be told of, as MongoDB had it ten seconds ago at most, or five minutes while it is away. Any thread
 * may ask; {@code Unavailable} where MongoDB does not answer and nothing is known.
 */
@Singleton
public final class UserNotices {
    private final RecentUsers users;

    @Inject
    UserNotices(RecentUsers users) {
        this.users = users;
    }

    /** What the user of this key wants; nothing where there is none, or one who is disabled. */
    public Notices of(String key) {
        return users.notices(key);
    }
}

package dev.eventsource.broker.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Users as MongoDB had them ten seconds ago at most; and while it is away, as it had them when they last called this node,
 * if that is five minutes ago at most. Some 10,000 are kept. Any thread may ask. Who is not found is not remembered, so a
 * new user is known at once.
 */
@Singleton
public final class RecentUsers {
    private static final int MOST = 10_000;
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Users users;
    private final Ticker ticker;
    private final Cache<String, Seen> seen;
    private final Periodic removal = new Periodic("users", FRESH, this::forgetOld);

    /** Goes up with every user that is forgotten, so that nobody keeps what was read before. */
    private final AtomicLong changes = new AtomicLong();

    private record Seen(User user, Notices notices, long at) {}

    @Inject
    RecentUsers(Users users) {
        this(users, Ticker.systemTicker());
    }

    RecentUsers(Users users, Ticker ticker) {
        this.users = users;
        this.ticker = ticker;
        this.seen = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LONGEST)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    void start(@Observes Startup deployment) {
        removal.start();
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        removal.close();
    }

    void report(@Observes HealthReport report) {
        report.add(removal);
    }

    /** The user of this key, where MongoDB was asked within the last ten seconds; asks nobody. */
    public Optional<User> recent(String key) {
        return fresh(key).map(Seen::user);
    }

    private Optional<Seen> fresh(String key) {
        return Optional.ofNullable(seen.getIfPresent(key))
                .filter(known -> ticker.read() - known.at() < FRESH.toNanos());
    }

    /** The user of this key; {@link Unavailable} where MongoDB does not answer and the user has not called lately. */
    public Optional<User> find(String key) {
        return ask(key).map(Seen::user);
    }

    /** What the user of this key wants to be told of; nothing where there is none, or one who is disabled. */
    public Notices notices(String key) {
        return fresh(key)
                .or(() -> ask(key))
                .filter(known -> !known.user().disabled())
                .map(Seen::notices)
                .orElse(Notices.NONE);
    }

    private Optional<Seen> ask(String key) {
        try {
            long before = changes.get();
            Optional<Seen> found = users.find(key).map(user -> new Seen(user, Notices.of(user), ticker.read()));
            note(key, found, before);
            return found;
        } catch (Unavailable e) {
            return Optional.of(Optional.ofNullable(seen.getIfPresent(key)).orElseThrow(() -> e));
        }
    }

    /** Not what was read before somebody told of a change. */
    private void note(String key, Optional<Seen> found, long before) {
        if (found.isPresent() && changes.get() == before) {
            seen.put(key, found.get());
        } else {
            seen.invalidate(key);
        }
    }

    /** Asks for a user anew who was changed or deleted. */
    void forget(String key) {
        changes.incrementAndGet();
        seen.invalidate(key);
    }

    /** A user who was changed or deleted, on whichever node. */
    void follow(@Observes Signal signal) {
        if (signal.topic() == Topic.CHANGE_USER || signal.topic() == Topic.END_USER) {
            forget(signal.text());
        }
    }

    private void forgetOld() {
        seen.cleanUp();
    }
}

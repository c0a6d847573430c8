package dev.eventsource.broker.user;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Batches;
import dev.eventsource.broker.mongo.MongoThreads;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    /** More than a node starts with after an outage; each of them holds a call. */
    private static final int MOST_ASKED_FOR = 2_048;

    private final Batches<String, Optional<User>> batches;

    private record Seen(User user, Notices notices, long at) {}

    @Inject
    RecentUsers(Users users, MongoThreads threads) {
        this(users, threads, Ticker.systemTicker());
    }

    RecentUsers(Users users, Executor threads, Ticker ticker) {
        this.users = users;
        this.batches = new Batches<>(threads, MOST_ASKED_FOR, this::find);
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

    /**
     * The user of this key, asked for with others; {@link Unavailable} where MongoDB does not answer and the user has not
     * called lately. It comes in a thread that may be kept for a while.
     */
    public CompletionStage<Optional<User>> find(String key) {
        return batches.ask(key);
    }

    private void find(List<Batches.Asked<String, Optional<User>>> batch) {
        List<String> keys =
                batch.stream().map(Batches.Asked::question).distinct().toList();
        try {
            Map<String, Seen> found = read(keys);
            batch.forEach(asked -> asked.answer()
                    .complete(Optional.ofNullable(found.get(asked.question())).map(Seen::user)));
        } catch (Unavailable e) {
            batch.forEach(asked -> Optional.ofNullable(seen.getIfPresent(asked.question()))
                    .ifPresentOrElse(
                            known -> asked.answer().complete(Optional.of(known.user())),
                            () -> asked.answer().completeExceptionally(e)));
        }
    }

    /**
     * What each of these users wants to be told of, with one question to MongoDB at most; nothing where there is none, or one
     * who is disabled.
     */
    public Map<String, Notices> notices(Collection<String> keys) {
        Map<String, Seen> known = new HashMap<>();
        keys.forEach(key -> fresh(key).ifPresent(seen -> known.put(key, seen)));
        List<String> unknown =
                keys.stream().filter(key -> !known.containsKey(key)).toList();
        if (!unknown.isEmpty()) {
            known.putAll(ask(unknown));
        }
        return keys.stream().collect(toMap(identity(), key -> notices(known.get(key)), (one, same) -> one));
    }

    private static Notices notices(@Nullable Seen known) {
        return known == null || known.user().disabled() ? Notices.NONE : known.notices();
    }

    private Map<String, Seen> ask(List<String> keys) {
        try {
            return read(keys);
        } catch (Unavailable e) {
            Map<String, Seen> found = new HashMap<>();
            keys.forEach(key ->
                    found.put(key, Optional.ofNullable(seen.getIfPresent(key)).orElseThrow(() -> e)));
            return found;
        }
    }

    private Map<String, Seen> read(List<String> keys) {
        Map<String, Seen> found = new HashMap<>();
        long before = changes.get();
        users.find(keys).forEach(user -> found.put(user.key(), new Seen(user, Notices.of(user), ticker.read())));
        keys.forEach(key -> note(key, Optional.ofNullable(found.get(key)), before));
        return found;
    }

    /** Not what was read before somebody told of a change. */
    private void note(String key, Optional<Seen> found, long before) {
        if (found.isPresent() && changes.get() == before) {
            seen.put(key, found.get());
        } else {
            seen.invalidate(key);
        }
    }

    /**
     * Those of these users who are there and not disabled, by their keys, as MongoDB has it now; {@code Unavailable} where it does
     * not answer. The caller waits.
     */
    public Map<String, User> enabled(Collection<String> keys) {
        return users.find(List.copyOf(keys)).stream()
                .filter(user -> !user.disabled())
                .collect(toMap(User::key, identity(), (one, same) -> one));
    }

    /** The user, for a call that {@code enough} lets in; asked for anew where what was known lately does not. */
    public CompletionStage<Optional<User>> find(String key, Predicate<User> enough) {
        Optional<User> recent = recent(key).filter(enough);
        return recent.isPresent() ? CompletableFuture.completedFuture(recent) : find(key);
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

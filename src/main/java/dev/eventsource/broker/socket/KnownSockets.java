package dev.eventsource.broker.socket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that this node knows to live, with which it goes on while MongoDB is away: every one whose stream it has, and
 * those that were opened or used here within their life, 32 MB of them. Any thread may call; nothing here waits.
 */
@Singleton
class KnownSockets {
    private static final long MOST_BYTES = 32 << 20;

    /** What the cache itself takes for each. */
    private static final int ENTRY_BYTES = 160;

    private final Claims claims;
    private final Cache<String, Known> idle;

    /**
     * A socket as this node knows it.
     *
     * @param stream the name of the claim that it has, or had last, on this node; null: none
     */
    record Known(Socket socket, @Nullable String stream) {}

    @Inject
    KnownSockets(Claims claims, Settings settings) {
        this(claims, settings.duration(Setting.SOCKET_TTL_SECONDS), Ticker.systemTicker());
    }

    KnownSockets(Claims claims, Duration life, Ticker ticker) {
        this.claims = claims;
        this.idle = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher(
                        (String id, Known known) -> ENTRY_BYTES + known.socket().weight())
                .expireAfterWrite(life)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Notes that a socket without a stream begins a life, and under which claim it had one; null: it had none. */
    void note(Socket socket, @Nullable String stream) {
        idle.put(socket.id(), new Known(socket, stream));
    }

    /** The socket, where this node knows that it has not lapsed. */
    Optional<Known> find(String id) {
        return claims.of(id)
                .map(claim -> new Known(claim.socket(), claim.stream()))
                .or(() -> Optional.ofNullable(idle.getIfPresent(id)));
    }

    /** Whether it is known without a stream. */
    boolean isIdle(String id) {
        return idle.getIfPresent(id) != null;
    }

    /** Forgets a socket that was ended, or that has a stream now. */
    void forget(String id) {
        idle.invalidate(id);
    }

    /** Forgets those that were ended with others. */
    void forgetAll(Predicate<Socket> ended) {
        idle.asMap().values().removeIf(known -> ended.test(known.socket()));
    }

    /** Frees what has lapsed, though nobody asks for it. */
    void forgetLapsed() {
        idle.cleanUp();
    }
}

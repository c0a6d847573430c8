package dev.eventsource.broker.socket;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that were opened or used on this node within their life, the latest 50,000 of them: what goes on while
 * MongoDB is away. Any thread may call; the map is guarded by this object's lock, which is never held for long.
 */
@Singleton
class KnownSockets {
    private static final int MOST = 50_000;

    private final Claims claims;
    private final long lifeNanos;
    private final Map<String, Known> known = new LinkedHashMap<>();

    /**
     * A socket as this node knows it.
     *
     * @param stream the name of the claim that it had last on this node; null: none
     * @param notedAt when it was opened or used, by {@link System#nanoTime}
     */
    record Known(Socket socket, @Nullable String stream, long notedAt) {}

    @Inject
    KnownSockets(Claims claims, Settings settings) {
        this.claims = claims;
        this.lifeNanos = settings.duration(Setting.SOCKET_TTL_SECONDS).toNanos();
    }

    /** Notes that a socket begins a life, and under which claim. */
    synchronized void note(Socket socket, @Nullable String stream) {
        // Taken out first, so that the map is in the order of the notes.
        known.remove(socket.id());
        known.put(socket.id(), new Known(socket, stream, System.nanoTime()));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** The socket, where this node knows that it has not lapsed. */
    synchronized Optional<Known> find(String id) {
        return Optional.ofNullable(known.get(id)).filter(this::lives);
    }

    private boolean lives(Known socket) {
        return System.nanoTime() - socket.notedAt() < lifeNanos
                || (socket.stream() != null && claims.isHeld(socket.stream()));
    }

    /** Forgets a socket that was ended. */
    synchronized void forget(String id) {
        known.remove(id);
    }

    /** Forgets those that were ended with others. */
    synchronized void forgetAll(Predicate<Socket> ended) {
        known.values().removeIf(socket -> ended.test(socket.socket()));
    }
}

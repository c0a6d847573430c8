package dev.eventsource.broker.stream;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.Leases;
import dev.eventsource.broker.socket.Socket;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open streams of this node, one for a socket: a newer one takes over and the older is ended. Any thread may call; the
 * maps are guarded by this object's lock, which is never held while anything waits.
 */
@Singleton
public final class Subscribers {
    private final Map<String, Subscriber> bySocket = new HashMap<>();
    private final Map<String, Integer> countByUser = new HashMap<>();
    private final Traffic traffic;
    private final Leases leases;
    private final int most;
    private final int mostOfUser;

    @Inject
    Subscribers(Traffic traffic, Leases leases, Settings settings) {
        this.traffic = traffic;
        this.leases = leases;
        this.most = unlimitedIfZero(settings.limit(Setting.MAX_CONNECTIONS));
        this.mostOfUser = unlimitedIfZero(settings.limit(Setting.MAX_CONNECTIONS_PER_USER));
    }

    private static int unlimitedIfZero(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    /** Ends every stream, after the writers have stopped and before the leases that they give back are closed. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.APPLICATION)
                    Shutdown undeployment) {
        all().forEach(Subscriber::end);
    }

    /** The streams that are open now. */
    synchronized List<Subscriber> all() {
        return List.copyOf(bySocket.values());
    }

    /** Whether there is room for a stream of this socket. */
    synchronized boolean hasRoomFor(String socket) {
        return bySocket.size() < most || bySocket.containsKey(socket);
    }

    /**
     * Adds a stream, and ends the older one of its socket; false where a newer one has taken over already or, which is
     * counted, a limit leaves no room for it.
     */
    synchronized boolean add(Claim claim, Subscriber subscriber) {
        if (claim.isLost()) {
            return false;
        }
        String user = claim.socket().user();
        Subscriber older = bySocket.get(claim.socket().id());
        TurnAway limit = older == null ? limit(claim.socket()) : null;
        if (limit != null) {
            traffic.noteTurnedAway(limit);
            return false;
        }
        bySocket.put(claim.socket().id(), subscriber);
        if (older == null) {
            countByUser.merge(user, 1, Integer::sum);
        } else {
            older.close();
        }
        return true;
    }

    /** Which limit leaves no room for one more stream of this socket's user; null where there is room. */
    private @Nullable TurnAway limit(Socket socket) {
        if (bySocket.size() >= most) {
            return TurnAway.NODE_LIMIT;
        }
        return countByUser.getOrDefault(socket.user(), 0) >= mostOf(socket) ? TurnAway.USER_LIMIT : null;
    }

    private int mostOf(Socket socket) {
        Integer ofItsUser = socket.maxConnections();
        return ofItsUser == null ? mostOfUser : unlimitedIfZero(ofItsUser);
    }

    /** Takes out a stream that has ended; its socket lives on for a while. */
    void remove(Claim claim, Subscriber subscriber) {
        forget(claim, subscriber);
        traffic.noteEnded();
        leases.release(claim);
    }

    /** Takes out a stream that never began. */
    synchronized void forget(Claim claim, Subscriber subscriber) {
        if (bySocket.remove(claim.socket().id(), subscriber)) {
            countByUser.computeIfPresent(claim.socket().user(), (user, count) -> count == 1 ? null : count - 1);
        }
    }

    /** How many streams are open. */
    public synchronized int size() {
        return bySocket.size();
    }
}

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

/**
 * The open streams of this node, one for a socket: a newer one takes over and the older is ended. Any thread may call; the
 * maps and the count are guarded by this object's lock, which is never held while anything waits.
 */
@Singleton
public final class Subscribers {
    private final Map<String, Subscriber> bySocket = new HashMap<>();
    private final Map<String, Integer> countByUser = new HashMap<>();
    private final Writers writers;
    private final Leases leases;
    private final int most;
    private final int mostOfUser;
    private long turnedAway;

    @Inject
    Subscribers(Writers writers, Leases leases, Settings settings) {
        this.writers = writers;
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

    /** Whether there is room for a stream of this socket; where not, that is counted. */
    synchronized boolean hasRoomFor(String socket) {
        boolean room = bySocket.size() < most || bySocket.containsKey(socket);
        turnedAway += room ? 0 : 1;
        return room;
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
        if (older == null && (bySocket.size() >= most || countByUser.getOrDefault(user, 0) >= mostOf(claim.socket()))) {
            turnedAway++;
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

    private int mostOf(Socket socket) {
        Integer ofItsUser = socket.maxConnections();
        return ofItsUser == null ? mostOfUser : unlimitedIfZero(ofItsUser);
    }

    /** Takes out a stream that has ended; its socket lives on for a while. */
    void remove(Claim claim, Subscriber subscriber) {
        synchronized (this) {
            if (bySocket.remove(claim.socket().id(), subscriber)) {
                countByUser.computeIfPresent(claim.socket().user(), (user, count) -> count == 1 ? null : count - 1);
            }
        }
        leases.release(claim);
    }

    /** How many streams are open. */
    public synchronized int size() {
        return bySocket.size();
    }

    /** How many subscribers read so slowly that the history has passed them, since the start. */
    public long slowConsumers() {
        return writers.slowConsumers();
    }

    /** How many streams were refused for want of room since the start. */
    public synchronized long turnedAway() {
        return turnedAway;
    }
}

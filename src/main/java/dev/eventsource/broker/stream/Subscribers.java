package dev.eventsource.broker.stream;

import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.Leases;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open streams of this node, one for a socket: a newer one takes over and the older is ended. Any thread may call. */
@Singleton
public final class Subscribers {
    private final Map<String, Subscriber> bySocket = new ConcurrentHashMap<>();
    private final Writer writer;
    private final Leases leases;

    @Inject
    Subscribers(Writer writer, Leases leases) {
        this.writer = writer;
        this.leases = leases;
    }

    /** Ends every stream, after the writer's thread has stopped and before the leases that they give back are closed. */
    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION) Shutdown undeployment) {
        writer.stop();
        bySocket.values().forEach(Subscriber::end);
    }

    void add(Claim claim, Subscriber subscriber) {
        Subscriber older = bySocket.put(claim.socket().id(), subscriber);
        if (older != null) {
            older.close();
        }
    }

    void remove(Claim claim, Subscriber subscriber) {
        bySocket.remove(claim.socket().id(), subscriber);
        leases.release(claim);
    }

    /** How many streams are open. */
    public int size() {
        return bySocket.size();
    }
}

package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.Document;

/**
 * Keeps alive what this node holds and lets go of the rest, a few small operations a second however many streams are
 * open. The releases, of which each claim's name has one at most, and the claims in doubt wait where any thread adds to them;
 * both are bounded by the sockets that this node knows. All else belongs to the leases' own thread.
 */
@Singleton
public final class Leases {
    private static final Logger LOG = System.getLogger(Leases.class.getName());

    /** Into how many turns a renewal of many claims is spread, that it does not come all at once. */
    private static final int TURNS = 16;

    private final Mongo mongo;
    private final Lifetime lifetime;
    private final Claims claims;
    private final KnownSockets known;
    private final Renewal renewal;
    private final Sweep sweep;
    private final Event<StreamChange> changes;
    private final MongoCollection<Document> connections;
    private final Map<String, Release> releases = new ConcurrentHashMap<>();
    private final Queue<Claim> doubtful = new ConcurrentLinkedQueue<>();
    private final Queue<List<Claim>> due = new ArrayDeque<>();
    private final Periodic turns = new Periodic("eventsource-leases", Duration.ofMillis(250), this::turn);
    private long nextRenewal = System.nanoTime();
    private boolean sweepIsDue;

    private record Release(Claim claim, Instant at) {}

    @Inject
    Leases(
            Mongo mongo,
            Lifetime lifetime,
            Claims claims,
            KnownSockets known,
            Renewal renewal,
            Sweep sweep,
            Event<StreamChange> changes) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.claims = claims;
        this.known = known;
        this.renewal = renewal;
        this.sweep = sweep;
        this.changes = changes;
        this.connections = mongo.database().getCollection(SocketDocument.COLLECTION);
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    /** Writes what ended last, if MongoDB takes it at once; else it lapses like everything that nobody renews. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    Shutdown undeployment) {
        turns.close();
        turn();
    }

    /** Notes that the stream of a claim has ended; from now on the socket lives its unused life. Never blocks. */
    public void release(Claim claim) {
        if (claims.forget(claim)) {
            known.note(claim.socket(), claim.stream());
            releases.put(claim.stream(), new Release(claim, lifetime.now()));
        }
        changes.fire(new StreamChange(claim.socket(), false));
    }

    /** Asks MongoDB soon whether these claims are still held. Never blocks. */
    void check(List<Claim> inDoubt) {
        doubtful.addAll(inDoubt);
    }

    private void turn() {
        try {
            sweep.createIndexes();
            writeReleases();
            checkDoubtful();
            renew();
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "The connections in MongoDB are renewed when it answers again");
            due.clear();
            nextRenewal = System.nanoTime();
        }
    }

    private void writeReleases() {
        for (List<Release> batch = batch(releases.values()); !batch.isEmpty(); batch = batch(releases.values())) {
            write(batch.stream()
                    .filter(release -> !claims.isHeld(release.claim().stream()))
                    .toList());
            batch.forEach(release -> releases.remove(release.claim().stream(), release));
        }
    }

    private void write(List<Release> ended) {
        if (!ended.isEmpty()) {
            List<UpdateOneModel<Document>> updates =
                    ended.stream().map(this::update).toList();
            mongo.call(() -> connections.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
        }
    }

    /** A release that comes late does not shorten a life that another has given the socket since. */
    private UpdateOneModel<Document> update(Release release) {
        return new UpdateOneModel<>(
                SocketDocument.of(release.claim()),
                combine(
                        unset(SocketDocument.BROKER),
                        unset(SocketDocument.STREAM),
                        max(SocketDocument.LAPSES_AT, lifetime.end(release.at()))));
    }

    private void checkDoubtful() {
        for (List<Claim> batch = batch(doubtful); !batch.isEmpty(); batch = batch(doubtful)) {
            renewal.check(batch.stream().filter(claims::isHeld).toList());
            batch.forEach(checked -> doubtful.remove());
        }
    }

    /** Some of what waits, which stays there until MongoDB has taken it. */
    private static <T> List<T> batch(Collection<T> waiting) {
        return waiting.stream().limit(Renewal.MOST).toList();
    }

    /** What lapsed is removed only after all that is held was renewed. */
    private void renew() {
        if (due.isEmpty() && System.nanoTime() - nextRenewal >= 0) {
            nextRenewal = System.nanoTime() + lifetime.life().dividedBy(4).toNanos();
            addAllHeld();
            sweepIsDue = true;
        }
        for (int batches = 1 + due.size() / TURNS; batches > 0 && !due.isEmpty(); batches--) {
            renewal.renew(due.element());
            due.remove();
        }
        if (due.isEmpty() && sweepIsDue) {
            sweep.remove();
            sweepIsDue = false;
        }
    }

    private void addAllHeld() {
        List<Claim> held = claims.find(any -> true);
        for (int from = 0; from < held.size(); from += Renewal.MOST) {
            due.add(held.subList(from, Math.min(held.size(), from + Renewal.MOST)));
        }
    }
}

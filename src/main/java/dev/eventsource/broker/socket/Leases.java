package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.annotation.Priority;
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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.Document;

/**
 * Keeps alive what this node holds and lets go of the rest, a few small operations a second however many streams are
 * open. The releases and the claims in doubt wait in queues that any thread adds to; they are bounded by the streams this
 * node has and had, for while MongoDB is away no new one is claimed. All else belongs to the leases' own thread.
 */
@Singleton
public final class Leases {
    private static final Logger LOG = System.getLogger(Leases.class.getName());

    /** Into how many turns a renewal of many claims is spread, that it does not come all at once. */
    private static final int TURNS = 16;

    private final Mongo mongo;
    private final MongoClock clock;
    private final Claims claims;
    private final Renewal renewal;
    private final Sweep sweep;
    private final MongoCollection<Document> connections;
    private final Duration life;
    private final Queue<Release> releases = new ConcurrentLinkedQueue<>();
    private final Queue<Claim> doubtful = new ConcurrentLinkedQueue<>();
    private final Queue<List<Claim>> due = new ArrayDeque<>();
    private final Periodic turns = new Periodic("eventsource-leases", Duration.ofMillis(250), this::turn);
    private long nextRenewal = System.nanoTime();

    private record Release(Claim claim, Instant at) {}

    @Inject
    Leases(Mongo mongo, MongoClock clock, Claims claims, Renewal renewal, Sweep sweep, Settings settings) {
        this.mongo = mongo;
        this.clock = clock;
        this.claims = claims;
        this.renewal = renewal;
        this.sweep = sweep;
        this.connections = mongo.database().getCollection(SocketDocument.COLLECTION);
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
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
        claims.forget(claim.stream());
        if (!claim.isLost()) {
            releases.add(new Release(claim, clock.instant()));
        }
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
        }
    }

    private void writeReleases() {
        for (List<Release> ended = batch(releases); !ended.isEmpty(); ended = batch(releases)) {
            List<UpdateOneModel<Document>> updates =
                    ended.stream().map(this::update).toList();
            mongo.call(() -> connections.bulkWrite(updates, new BulkWriteOptions().ordered(false)));
            ended.forEach(written -> releases.remove());
        }
    }

    /** A release that comes late does not shorten a life that another has given the socket since. */
    private UpdateOneModel<Document> update(Release release) {
        return new UpdateOneModel<>(
                SocketDocument.of(release.claim()),
                combine(
                        unset(SocketDocument.BROKER),
                        unset(SocketDocument.STREAM),
                        max(SocketDocument.LAPSES_AT, Date.from(release.at().plus(life)))));
    }

    private void checkDoubtful() {
        for (List<Claim> batch = batch(doubtful); !batch.isEmpty(); batch = batch(doubtful)) {
            renewal.check(batch.stream().filter(claims::isHeld).toList());
            batch.forEach(checked -> doubtful.remove());
        }
    }

    /** The head of a queue, which stays there until MongoDB has taken it. */
    private static <T> List<T> batch(Queue<T> queue) {
        return queue.stream().limit(Renewal.MOST).toList();
    }

    private void renew() {
        if (due.isEmpty() && System.nanoTime() - nextRenewal >= 0) {
            nextRenewal = System.nanoTime() + life.dividedBy(4).toNanos();
            List<Claim> held = claims.find(any -> true);
            for (int from = 0; from < held.size(); from += Renewal.MOST) {
                due.add(new ArrayList<>(held.subList(from, Math.min(held.size(), from + Renewal.MOST))));
            }
            sweep.remove();
        }
        for (int batches = 1 + due.size() / TURNS; batches > 0 && !due.isEmpty(); batches--) {
            renewal.renew(due.element());
            due.remove();
        }
    }
}

package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Node;
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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.Document;

/**
 * Keeps alive what this node holds and lets go of the rest: one update for all open streams, one bulk for those that
 * ended, one delete for what lapsed. Releases wait in a queue that is bounded by the streams this node had, for while
 * MongoDB is away no new one is claimed. All fields but that queue belong to the renewal's thread.
 */
@Singleton
public final class Leases {
    private static final Logger LOG = System.getLogger(Leases.class.getName());

    private final Mongo mongo;
    private final MongoClock clock;
    private final MongoCollection<Document> connections;
    private final String node;
    private final Duration life;
    private final ConcurrentLinkedQueue<Release> releases = new ConcurrentLinkedQueue<>();
    private final Periodic renewal = new Periodic("eventsource-leases", Duration.ofMillis(250), this::tick);
    private long nextRenewal = System.nanoTime();
    private boolean indexed;

    private record Release(Claim claim, Instant at) {}

    @Inject
    public Leases(Mongo mongo, MongoClock clock, Node node, Settings settings) {
        this.mongo = mongo;
        this.clock = clock;
        this.connections = mongo.database().getCollection("connections");
        this.node = node.id();
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
    }

    void start(@Observes Startup deployment) {
        renewal.start();
    }

    /** Writes what ended last, if MongoDB takes it at once; else it lapses like everything that nobody renews. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    Shutdown undeployment) {
        renewal.close();
        tick();
    }

    /** Notes that the stream of a claim has ended; from now on the socket lives its unused life. Never blocks. */
    public void release(Claim claim) {
        releases.add(new Release(claim, clock.instant()));
    }

    private void tick() {
        try {
            createIndexes();
            writeReleases();
            if (System.nanoTime() - nextRenewal >= 0) {
                renew();
                nextRenewal = System.nanoTime() + life.dividedBy(4).toNanos();
            }
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "The connections in MongoDB are renewed when it answers again");
        }
    }

    private void createIndexes() {
        if (!indexed) {
            mongo.call(() -> connections.createIndex(Indexes.ascending("broker")));
            mongo.call(() -> connections.createIndex(Indexes.ascending("disconnect_at")));
            indexed = true;
        }
    }

    private void writeReleases() {
        List<Release> ended = new ArrayList<>(releases);
        if (!ended.isEmpty()) {
            mongo.call(
                    () -> connections.bulkWrite(ended.stream().map(this::update).toList()));
            ended.forEach(releases::remove);
        }
    }

    private UpdateOneModel<Document> update(Release release) {
        Claim claim = release.claim();
        return new UpdateOneModel<>(
                new Document("_id", claim.socket().id()).append("stream", claim.stream()),
                combine(
                        unset("broker"),
                        unset("stream"),
                        set("disconnect_at", Date.from(release.at().plus(life)))));
    }

    private void renew() {
        Instant now = clock.instant();
        mongo.call(() -> connections.updateMany(eq("broker", node), set("disconnect_at", Date.from(now.plus(life)))));
        mongo.call(() -> connections.deleteMany(lt("disconnect_at", Date.from(now))));
    }
}

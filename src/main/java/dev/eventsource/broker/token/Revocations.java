package dev.eventsource.broker.token;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoFound;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;

/**
 * What MongoDB has of revocations, and this node has read. A node reads what is new when another tells of it, and every fifteen
 * seconds, for what is told may be lost. Those of the last hour are read each time, since nodes' clocks may be apart; those of the
 * last two minutes end again the streams that they are about: a stream may have begun while one came in.
 *
 * <p>Any thread may ask and revoke; reading belongs to this object's own thread, which alone writes {@code readAt}, {@code newest} and {@code unreadable}. Each user has
 * 10,000 revocations at most and as many as a quarter of that room holds which all users have together, a sixteenth of the heap of the
 * node that is asked; and each goes when its tokens are over, but for the one of all. What has been made all nodes hold, whatever room they have.
 */
@Singleton
class Revocations {
    private static final Logger LOG = System.getLogger(Revocations.class.getName());
    private static final Duration RARELY = Duration.ofSeconds(15);
    private static final Duration OVERLAP = Duration.ofHours(1);
    private static final int MOST_OF_ONE = 10_000;

    /** A server sends 16 MB of them at a time unless it is told, which are ten times that as documents here. */
    private static final int AT_A_TIME = 1_000;

    private static final long LEAST_BYTES = 8 << 20;

    private final Mongo mongo;
    private final Signals signals;
    private final Event<Revoked> heard;
    private final MongoCollection<Document> revocations;
    private final RevokedTokens revoked = new RevokedTokens();
    private final long mostBytes;
    private final AtomicBoolean isAsked = new AtomicBoolean(true);
    private final Periodic turns = new Periodic("revocations", Duration.ofMillis(250), this::turn);
    private long readAt;
    private Instant newest = Instant.EPOCH;

    /** How many the last reading found. */
    private int unreadable;

    /** A sixteenth of the heap, or 8 MB where that is more. */
    @Inject
    Revocations(Mongo mongo, Signals signals, Event<Revoked> heard) {
        this(mongo, signals, heard, Math.max(Runtime.getRuntime().maxMemory() / 16, LEAST_BYTES));
    }

    Revocations(Mongo mongo, Signals signals, Event<Revoked> heard, long mostBytes) {
        this.mostBytes = mostBytes;
        this.mongo = mongo;
        this.signals = signals;
        this.heard = heard;
        this.revocations = mongo.database().getCollection(RevocationDocument.COLLECTION);
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
    }

    void createIndexes(@Observes MongoFound found) {
        found.index(revocations, Indexes.ascending("user"), new IndexOptions());
        found.index(revocations, Indexes.ascending(RevocationDocument.AT), new IndexOptions());
        found.expiringIndex(revocations, Indexes.ascending(RevocationDocument.UNTIL), Duration.ZERO);
    }

    /** Whether a token is not to be believed, as far as this node knows. */
    boolean have(Token token) {
        return revoked.has(token);
    }

    /** Revokes: here at once, on the other nodes when they hear of it. {@link Unavailable} where MongoDB does not answer. */
    void add(Revocation revocation) {
        if (revocation.kind() != Revocation.Kind.ALL && !revoked.have(revocation)) {
            requireRoom(revocation.user());
        }
        Document document = RevocationDocument.write(revocation);
        mongo.call(
                revocations,
                () -> revocations.replaceOne(
                        eq(RevocationDocument.ID, document.get(RevocationDocument.ID)),
                        document,
                        new ReplaceOptions().upsert(true)));
        FoundRevocations own = new FoundRevocations(revoked);
        own.add(revocation);
        tellOf(own);
        signals.tell(new Signal(Topic.REVOKE, ""));
    }

    /** For all of a user's tokens at once there always is room: it is one. Nor does it take more to make one again. */
    private void requireRoom(String user) {
        if (!revoked.hasRoomOfOne(user, mostBytes / 4)) {
            throw Problem.conflict(
                    "This user's revocations take a quarter of the room that this node has for those of all users;"
                            + " revoke all at once, by 'all=true', or send it again when others are over, a day later.");
        }
        if (!revoked.hasRoom(user, mostBytes)) {
            throw Problem.unavailable(
                    "The revocations of all users take all the room that this node has for them;"
                            + " revoke all of this user's at once, by 'all=true', or send it again when others are over, a day later.");
        }
        long own = mongo.call(revocations, () -> revocations.countDocuments(eq("user", user)));
        if (own >= MOST_OF_ONE) {
            throw Problem.conflict("There are 10000 revocations of this user; revoke all at once, by 'all=true'.");
        }
    }

    /** Of all of these it is told once: whoever hears of it goes through all streams. */
    private void tellOf(FoundRevocations found) {
        if (found.areToBeTold()) {
            heard.fire(new Revoked(revoked::has));
        }
    }

    void follow(@Observes Signal signal) {
        if (signal.topic() == Topic.REVOKE) {
            isAsked.set(true);
        }
    }

    /** Does what is due. This object's own thread calls it. */
    void turn() {
        boolean isDue = System.nanoTime() - readAt >= RARELY.toNanos();
        if (isAsked.getAndSet(false) || isDue) {
            read();
        }
    }

    /** What fails is done again in fifteen seconds, or when somebody tells. */
    private void read() {
        readAt = System.nanoTime();
        Instant now = Instant.now();
        try {
            mongo.call(
                    revocations,
                    () -> take(revocations
                            .find(and(
                                    gte(RevocationDocument.AT, Date.from(newest)),
                                    gt(RevocationDocument.UNTIL, Date.from(now))))
                            .batchSize(AT_A_TIME)));
            newest = now.minus(OVERLAP);
            revoked.forgetBefore(now);
            mongo.call(revocations, () -> revocations.deleteMany(lt(RevocationDocument.UNTIL, Date.from(now))));
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Revocations are read when MongoDB answers again");
        }
    }

    /** Those that were found before a failure are told of too: each is known by then. */
    FoundRevocations take(Iterable<Document> documents) {
        FoundRevocations found = new FoundRevocations(revoked);
        try {
            documents.forEach(found::add);
        } finally {
            tellOf(found);
        }
        tellOfUnreadable(found);
        return found;
    }

    /** When there come to be more, for the same ones are found each time. */
    private void tellOfUnreadable(FoundRevocations found) {
        if (found.unreadable() > unreadable) {
            LOG.log(
                    Level.WARNING,
                    "Revocations cannot be read and count for nothing here: {0}, the first of {1}",
                    found.unreadable(),
                    found.firstFault());
        }
        unreadable = found.unreadable();
    }
}

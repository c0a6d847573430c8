package dev.eventsource.broker.socket;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.set;
import static java.util.stream.Collectors.toSet;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Node;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.bson.Document;

/**
 * Has MongoDB know the streams of tokens that others are to know of: those under a presence id, and those of users who are told
 * which channels are occupied. What opened and ended is written a thousand at a time, a quarter of a second later at the
 * latest, and nobody waits for it; a stream that ends before that is never written.
 *
 * <p>They stand among the tickets, since all that asks who is there looks there; each under the name of its claim, which nobody
 * is told, so that no stream can be opened by it and nothing published.
 *
 * <p>Any thread may add and remove; all else belongs to this object's own thread. {@code unwritten} and {@code written} have no
 * more than the streams that are open; of {@code ended} those beyond 100,000 are left to lapse.
 */
@Singleton
class TokenPresence {
    private static final Logger LOG = System.getLogger(TokenPresence.class.getName());
    private static final InsertManyOptions IN_NO_ORDER = new InsertManyOptions().ordered(false);
    private static final int AT_ONCE = 1_000;
    private static final int MOST_ENDED = 100_000;

    private final Mongo mongo;
    private final Lifetime lifetime;
    private final MongoCollection<Document> tickets;
    private final String node;
    private final LongSupplier nanoTime;
    private final Map<String, Claim> unwritten = new ConcurrentHashMap<>();
    private final Map<String, Claim> written = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Periodic turns = new Periodic("token-presence", Duration.ofMillis(250), this::turn);
    private long nextRenewal;

    @Inject
    TokenPresence(Mongo mongo, Lifetime lifetime, Node node) {
        this(mongo, lifetime, node, System::nanoTime);
    }

    TokenPresence(Mongo mongo, Lifetime lifetime, Node node, LongSupplier nanoTime) {
        this.mongo = mongo;
        this.lifetime = lifetime;
        this.tickets = mongo.database().getCollection(TicketDocument.COLLECTION);
        this.node = node.id();
        this.nanoTime = nanoTime;
        this.nextRenewal = nanoTime.getAsLong();
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    /** What is written still lapses like everything that nobody renews. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
    }

    void add(Claim claim) {
        unwritten.put(claim.stream(), claim);
    }

    /** Of no effect for one that was not added. */
    void remove(Claim claim) {
        boolean wasWritten = unwritten.remove(claim.stream()) == null && written.containsKey(claim.stream());
        if (wasWritten && ended.size() < MOST_ENDED) {
            ended.add(claim.stream());
        } else {
            written.remove(claim.stream());
        }
    }

    /** Does what is due. This object's own thread calls it. */
    void turn() {
        boolean done = false;
        try {
            insert();
            delete();
            renew();
            done = true;
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Who is there by a token is written when MongoDB answers again");
        } finally {
            nextRenewal = done ? nextRenewal : nanoTime.getAsLong();
        }
    }

    /** First as written: one that ends meanwhile is then deleted, be it there or not. */
    private void insert() {
        for (List<Claim> batch = batch(unwritten); !batch.isEmpty(); batch = batch(unwritten)) {
            batch.forEach(claim -> written.put(claim.stream(), claim));
            batch.forEach(claim -> unwritten.remove(claim.stream()));
            insert(batch);
            turns.beat();
        }
    }

    private void insert(List<Claim> batch) {
        batch.stream().filter(Claim::isLost).forEach(claim -> ended.add(claim.stream()));
        List<Document> rows =
                batch.stream().filter(claim -> !claim.isLost()).map(this::row).toList();
        if (!rows.isEmpty()) {
            mongo.call(tickets, () -> tickets.insertMany(rows, IN_NO_ORDER));
        }
    }

    private static List<Claim> batch(Map<String, Claim> claims) {
        return claims.values().stream().limit(AT_ONCE).toList();
    }

    private Document row(Claim claim) {
        Document row = TicketDocument.write(claim.socket(), lapse());
        row.put(TicketDocument.ID, claim.stream());
        row.put(TicketDocument.BROKER, node);
        row.put(TicketDocument.STREAM, claim.stream());
        return row;
    }

    private Date lapse() {
        return lifetime.end(lifetime.now());
    }

    private void delete() {
        while (!ended.isEmpty()) {
            List<String> batch = ended.stream().limit(AT_ONCE).toList();
            mongo.call(tickets, () -> tickets.deleteMany(in(TicketDocument.ID, batch)));
            batch.forEach(written::remove);
            batch.forEach(ended::remove);
            turns.beat();
        }
    }

    /** What an insert has not written, or somebody has removed, is written again. */
    private void renew() {
        if (nanoTime.getAsLong() - nextRenewal < 0) {
            return;
        }
        List<Claim> all = new ArrayList<>(written.values());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            renew(all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                    .filter(claim -> !claim.isLost())
                    .toList());
            turns.beat();
        }
        nextRenewal = nanoTime.getAsLong() + lifetime.life().dividedBy(4).toNanos();
    }

    private void renew(List<Claim> batch) {
        List<String> ids = batch.stream().map(Claim::stream).toList();
        Document wanted = TicketDocument.any(ids);
        long found = batch.isEmpty()
                ? 0
                : mongo.call(tickets, () -> tickets.updateMany(wanted, set(TicketDocument.LAPSES_AT, lapse())))
                        .getMatchedCount();
        if (found < batch.size()) {
            Set<String> there = mongo
                    .call(
                            tickets,
                            () -> tickets.find(wanted)
                                    .projection(Projections.include(TicketDocument.ID))
                                    .into(new ArrayList<>()))
                    .stream()
                    .map(document -> document.getString(TicketDocument.ID))
                    .collect(toSet());
            insert(batch.stream()
                    .filter(claim -> !there.contains(claim.stream()))
                    .toList());
        }
    }
}

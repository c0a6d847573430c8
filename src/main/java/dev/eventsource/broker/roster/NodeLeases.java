package dev.eventsource.broker.roster;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.mongo.Mongo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Until when what nodes have entered stands, and who gives up what no longer does: one document for each node, so few that
 * they need no index. Any thread may call; {@code Unavailable} where MongoDB does not answer.
 */
class NodeLeases {
    /** More than there ever are nodes. */
    private static final int MOST = 1_000;

    private static final String ID = "_id";
    private static final String UNTIL = "until";
    private static final String GIVEN_UP_BY = "given_up_by";

    private final Mongo mongo;
    private final MongoCollection<Document> leases;

    NodeLeases(Mongo mongo) {
        this.mongo = mongo;
        this.leases = mongo.database().getCollection("mercure_nodes");
    }

    /** Begins a lease that nobody else has; of no effect where it has begun. */
    void begin(String lease, Instant until) {
        mongo.insert(leases, new Document(ID, lease).append(UNTIL, Date.from(until)));
    }

    /** Lets it stand until then; false where somebody else gives it up, or has. */
    boolean renew(String lease, Instant until) {
        return update(and(eq(ID, lease), exists(GIVEN_UP_BY, false)), set(UNTIL, Date.from(until)));
    }

    /** Those that stand. */
    List<String> standing(Instant horizon) {
        return find(and(gt(UNTIL, Date.from(horizon)), exists(GIVEN_UP_BY, false)));
    }

    /** All that there are. */
    List<String> all() {
        return find(new Document());
    }

    private List<String> find(Bson wanted) {
        return mongo.call(
                leases,
                () -> leases.find(wanted)
                        .limit(MOST)
                        .map(lease -> lease.getString(ID))
                        .into(new ArrayList<>()));
    }

    /** One that has lapsed, and is now {@code by}'s alone to give up until then; empty where there is none. */
    Optional<String> claim(Instant horizon, Instant until, String by) {
        Bson lapsed = and(lte(UNTIL, Date.from(horizon)), ne(ID, by));
        Document found = mongo.call(leases, () -> leases.find(lapsed).first());
        return Optional.ofNullable(found)
                .map(lease -> lease.getString(ID))
                .filter(lease -> update(
                        and(eq(ID, lease), lapsed), combine(set(UNTIL, Date.from(until)), set(GIVEN_UP_BY, by))));
    }

    /** Goes on with it until then; false where another node has taken over. */
    boolean goOn(String lease, Instant until, String by) {
        return update(and(eq(ID, lease), eq(GIVEN_UP_BY, by)), set(UNTIL, Date.from(until)));
    }

    /** Nothing is left under it. */
    void remove(String lease, String by) {
        mongo.call(leases, () -> leases.deleteOne(and(eq(ID, lease), eq(GIVEN_UP_BY, by))));
    }

    private boolean update(Bson wanted, Bson change) {
        return mongo.call(leases, () -> leases.updateOne(wanted, change)).getMatchedCount() == 1;
    }
}

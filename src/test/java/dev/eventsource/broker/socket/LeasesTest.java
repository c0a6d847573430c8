package dev.eventsource.broker.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.run.EmbeddedMongo;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private final EmbeddedMongo server = EmbeddedMongo.inMemory(Port.free()).start();
    private final Settings settings = new Settings();
    private final Mongo mongo = connect();
    private final MongoCollection<Document> connections = mongo.database().getCollection(TicketDocument.COLLECTION);
    private final FailingClaims claims = new FailingClaims();
    private final Node node = new Node();
    private final Leases leases = leases();

    private Mongo connect() {
        System.setProperty("MONGO_URL", server.url());
        try {
            return new Mongo(new Settings());
        } finally {
            System.clearProperty("MONGO_URL");
        }
    }

    @SuppressWarnings("NullAway") // no stream begins or ends here
    private Leases leases() {
        Lifetime lifetime = new Lifetime(new MongoClock(), settings) {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Instant horizon() {
                return Instant.now();
            }
        };
        return new Leases(
                lifetime,
                claims,
                new KnownSockets(claims, settings),
                new Releases(mongo, lifetime, claims),
                new Renewal(mongo, lifetime, claims, node),
                new Sweep(mongo, lifetime),
                null);
    }

    @AfterEach
    void close() {
        leases.stop(new Shutdown());
        mongo.close();
        server.close();
    }

    /** A renewal comes every 15 seconds, which is longer than this waits. */
    @Test
    void renewsAnewAtOnceWhateverFailed() {
        hold();
        claims.failing = true;
        leases.start(new Startup());
        await().until(() -> failures() >= 2);
        assertThat(lapsesAt()).isBefore(Instant.now().plusSeconds(30));
        claims.failing = false;
        await().untilAsserted(() -> assertThat(lapsesAt()).isAfter(Instant.now().plusSeconds(30)));
    }

    private void hold() {
        Socket socket = new Socket("s", "alice", List.of("c"), null, "@0", Instant.EPOCH, null);
        connections.insertOne(
                TicketDocument.write(socket, Date.from(Instant.now().plusSeconds(20)))
                        .append(TicketDocument.BROKER, node.id())
                        .append(TicketDocument.STREAM, "stream"));
        claims.hold(new Claim(socket, "stream", claims.expect("stream")));
    }

    private Instant lapsesAt() {
        return Objects.requireNonNull(connections.find().first())
                .getDate(TicketDocument.LAPSES_AT)
                .toInstant();
    }

    private long failures() {
        HealthReport report = new HealthReport();
        leases.report(report);
        return report.failures().getOrDefault("leases", 0L);
    }

    private static final class FailingClaims extends Claims {
        private volatile boolean failing;

        @Override
        List<Claim> find(Predicate<Socket> wanted) {
            if (failing) {
                throw new OutOfMemoryError("as if");
            }
            return super.find(wanted);
        }
    }
}

package dev.eventsource.broker.it.cluster;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.IndependentMongo;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RequiresMongoDb;
import dev.eventsource.broker.it.support.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a database that is not the embedded one: it is killed and comes back, it is stopped and goes on, and has its indexes. */
@RequiresMongoDb
@ArquillianTest
@Tag("independent-mongo")
class IndependentMongoIT implements FeedTests {
    private static final String SETTING = "SOCKET_TTL_SECONDS";
    private static final Duration LIFE = Duration.ofSeconds(2);

    /** As many as a node renews in one call, and more than such a database may have connections inside. */
    private static final int STREAMS = 150;

    /** What waited for the database would take two seconds to find a server, or five to read. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** Whoever waited for one that hangs would take twice as long. */
    private static final Duration WITHOUT_IT = Duration.ofSeconds(4);

    private static final IndependentMongo SERVER = new IndependentMongo().start();
    private static final MongoClient CLIENT = MongoClients.create(SERVER.url());
    private static final MongoDatabase DATABASE = CLIENT.getDatabase("eventsourcehq");
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        System.setProperty(SETTING, Long.toString(LIFE.toSeconds()));
        Broker.ALICE.addTo(SERVER.url());
        return Broker.war(Broker.AMQP.url(), SERVER.url());
    }

    @BeforeEach
    void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() {
        System.clearProperty(SETTING);
        EXCHANGE.close();
        CLIENT.close();
        SERVER.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }

    @Test
    void losesNeitherStreamsNorTicketsWhenItIsKilled() {
        assertOutlasts(SERVER::close, SERVER::start);
    }

    @Test
    void losesNeitherStreamsNorTicketsWhenItIsStopped() {
        assertOutlasts(SERVER::freeze, SERVER::thaw);
    }

    /** From the moment at which it hangs, of which the broker learns only by waiting for it. */
    @Test
    void nobodyElseWaitsForOneThatHangs() {
        String channel = Site.newChannel();
        String known = Site.ALICES.openSocket(channel);
        // At once, or the ticket lapses.
        EventStreamClient before = Site.open(known);
        assertThat(before.next()).contains("event: eshq:open\n");
        assertTakesNoTime(() -> Site.ALICES.post("/event", Form.of("channel", channel, "data", "before")));
        WaitingCalls.makeOnce();
        SERVER.freeze();
        try (before;
                WaitingCalls calls = WaitingCalls.ofEachKind()) {
            CompletableFuture<String> opened = CompletableFuture.supplyAsync(() -> {
                try (EventStreamClient stream = Site.open(known)) {
                    return stream.next();
                }
            });
            for (int i = 0; i < 10; i++) {
                assertTakesNoTime(() -> Door.get("/status/live"));
                assertTakesNoTime(() -> Site.ALICES.post("/event", Form.of("channel", channel, "data", "meanwhile")));
            }
            calls.assertAreToldToTryAgain();
            assertThat(opened.join()).contains("event: eshq:open\n");
        } finally {
            SERVER.thaw();
        }
    }

    private static void assertTakesNoTime(Supplier<Answer> call) {
        long start = System.nanoTime();
        Answer answer = call.get();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WITHOUT_IT);
    }

    private void assertOutlasts(Runnable fault, Runnable cure) {
        String channel = Site.newChannel();
        List<EventStreamClient> streams = IntStream.range(0, STREAMS)
                .mapToObj(i -> Site.ALICES.subscribe(channel))
                .toList();
        fault.run();
        try {
            await().until(() -> Door.get("/status").status() == 503);
            Broker.assertStaysInService();
            assertIsUnavailableAtOnce();
            Instant end = Instant.now().plus(LIFE.multipliedBy(2));
            exchange().publish(Message.to(channel).id("1"));
            streams.forEach(stream -> assertThat(stream.next()).startsWith("id: 1\n"));
            await().until(() -> Instant.now().isAfter(end));
        } finally {
            cure.run();
        }
        Broker.awaitReady();
        exchange().publish(Message.to(channel).id("2"));
        streams.forEach(stream -> assertThat(stream.next()).startsWith("id: 2\n"));
        Instant cured = Instant.now();
        await().until(() -> tickets(channel).stream()
                .allMatch(ticket -> ticket.getDate("disconnect_at").toInstant().isAfter(cured)));
        assertThat(tickets(channel)).hasSize(STREAMS);
        streams.forEach(EventStreamClient::close);
    }

    private static void assertIsUnavailableAtOnce() {
        long start = System.nanoTime();
        assertProblem(Site.ALICES.post("/socket", Form.of("channel", "a")), 503);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    }

    private static List<Document> tickets(String channel) {
        return DATABASE.getCollection("connections")
                .find(new Document("channel", channel))
                .into(new ArrayList<>());
    }

    /** As each of the broker's queries wants them; whether a server can let documents expire by itself or not. */
    @ParameterizedTest
    @CsvSource({
        "users, {\"key\": 1}",
        "connections, '{\"user_id\": 1, \"channels\": 1}'",
        "connections, {\"disconnect_at\": 1}",
        "presence, {\"until\": 1}",
        "nonces, {\"until\": 1}",
        "stats_by_10_secs, '{\"s\": 1, \"t\": 1}'",
        "stats_by_1_days, {\"t\": 1}"
    })
    void isGivenItsIndexes(String collection, String keys) {
        await().untilAsserted(() -> assertThat(
                        DATABASE.getCollection(collection).listIndexes())
                .extracting(index -> index.get("key", Document.class).toJson())
                .contains(keys));
    }

    /** FerretDB says that SQLite finds it, and goes through all for anything but an id; MongoDB names what it uses. */
    @Test
    void explainsThatItFindsATicketByItsIdWithoutReadingAll() {
        var find = new Document("find", "connections").append("filter", new Document("_id", "socket"));
        String plan = DATABASE.runCommand(new Document("explain", find)).toJson();
        assertThat(plan).containsAnyOf("\"filterPushdown\": true", "IDHACK", "EXPRESS_IXSCAN");
    }

    /** What the role of the operators' script allows. */
    @Test
    void hasNoCollectionThatTheRoleLeavesOut() throws IOException {
        assertThat(Files.readString(Path.of("server-config", "mongodb", "role.js")))
                .contains(DATABASE.listCollectionNames().map(name -> '"' + name + '"'));
    }
}

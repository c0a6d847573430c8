package dev.eventsource.broker.it.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.eventsource.broker.run.EmbeddedAmqp;
import dev.eventsource.broker.run.EmbeddedMongo;
import dev.eventsource.broker.run.MongoServer;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.run.TestUser;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.bson.Document;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The broker under test, and the servers it stands on: one of each for all tests of a JVM. */
public final class Broker {

    public static final TestUser ALICE = new TestUser("alice", "alice-secret", "Alice");
    public static final TestUser BOB = new TestUser("bob", "bob-secret", "Bob");
    public static final TestUser DISABLED = new TestUser("mallory", "mallory-secret", "Mallory");

    /** The path of the second node. */
    public static final String SECOND = "/two";

    public static final EmbeddedAmqp AMQP = new EmbeddedAmqp(Port.free()).start();
    public static final MongoServer MONGO = startMongo();

    static {
        // A heartbeat finds the streams that a test has closed, so that they are soon gone.
        System.setProperty("HEARTBEAT_SECONDS", "1");
        System.setProperty("DRAIN_SECONDS", "1");
        System.setProperty("OPERATOR_ON_LOOPBACK", "true");
        ALICE.addTo(MONGO.url());
        BOB.addTo(MONGO.url());
        DISABLED.addTo(MONGO.url());
        change(DISABLED, Map.of("disabled", true));
    }

    private Broker() {}

    /** The packaged WAR, which serves at the root whatever its archive is called. */
    public static WebArchive war() {
        return war(AMQP.url());
    }

    /** That stands on another AMQP server. */
    public static WebArchive war(String amqpUrl) {
        return war(amqpUrl, MONGO.url());
    }

    /** That stands on other servers. */
    public static WebArchive war(String amqpUrl, String mongoUrl) {
        System.setProperty("AMQP_URL", amqpUrl);
        System.setProperty("MONGO_URL", mongoUrl);
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("broker.war")));
    }

    /** A second node, which serves under a path of its own on the same server. */
    public static WebArchive secondWar() {
        return anotherWar(SECOND);
    }

    /** One more node, which serves under that path on the same server. */
    public static WebArchive anotherWar(String path) {
        return ShrinkWrap.create(ZipImporter.class, path.substring(1) + ".war")
                .importFrom(new File(System.getProperty("broker.war")))
                .as(WebArchive.class)
                .addAsWebInfResource(
                        new StringAsset("<payara-web-app><context-root>" + path + "</context-root>"
                                + "<class-loader delegate=\"false\"/></payara-web-app>"),
                        "payara-web.xml")
                .addAsWebInfResource(
                        new StringAsset("<jboss-web><context-root>" + path + "</context-root></jboss-web>"),
                        "jboss-web.xml");
    }

    /** Until both say that everything they stand on is there. */
    public static void awaitBothReady() {
        awaitReady();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Door.get(SECOND + "/status").status() == 200);
    }

    /** Until it says that everything it stands on is there. */
    public static void awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(() -> Door.get("/status").status() == 200);
    }

    /** Until it says that RabbitMQ, and nothing else, is not there. */
    public static void awaitRabbitMqMissed() {
        await().until(() -> Door.get("/status").status() == 503);
        var status = Door.get("/status").object();
        assertThat(status.getString("rabbitmq")).isNotEqualTo("OK");
        assertThat(status.getString("mongodb")).isEqualTo("OK");
        assertThat(Door.call("HEAD", "/status").status()).isEqualTo(503);
        assertStaysInService();
    }

    /** What all nodes stand on is away: a balancer or a supervisor that acted on it would take them all at once. */
    public static void assertStaysInService() {
        assertThat(Door.call("HEAD", "/status/ready").status()).isEqualTo(200);
        assertThat(Door.call("HEAD", "/status/live").status()).isEqualTo(200);
    }

    public static URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + System.getProperty("http.port") + pathAndQuery);
    }

    /** Sets fields of a user's document, as an operator does by hand. */
    public static void change(TestUser user, Map<String, Object> fields) {
        try (MongoClient client = MongoClients.create(MONGO.url())) {
            client.getDatabase("eventsourcehq")
                    .getCollection("users")
                    .updateOne(Filters.eq("key", user.key()), new Document("$set", new Document(fields)));
        }
    }

    /** Takes a user's tickets away: a database that goes through all of them for each has nothing left for others. */
    public static void dropTickets(TestUser user) {
        try (MongoClient client = MongoClients.create(MONGO.url())) {
            client.getDatabase("eventsourcehq")
                    .getCollection("connections")
                    .deleteMany(Filters.eq("user_id", user.key()));
        }
    }

    /**
     * The embedded one, or with {@code it.mongodb=process} one beside this JVM; neither forgets anything when it stops. FerretDB
     * reads all documents for each of an update's, so on a busy machine it is given longer than the broker's five seconds.
     */
    private static MongoServer startMongo() {
        return System.getProperty("it.mongodb", "embedded").equals("process")
                ? new IndependentMongo("socketTimeoutMS=20000").start()
                : startEmbeddedMongo();
    }

    /** Not in agreement with this machine on the time. */
    private static MongoServer startEmbeddedMongo() {
        int port = Port.free();
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "it-mongo-" + port + ".h2");
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
        return EmbeddedMongo.inFile(port, file, clock).start();
    }
}

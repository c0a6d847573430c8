package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.IndependentMongo;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.it.support.RequiresMongod;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A MongoDB that lets nobody do anything without a password, and the broker no more than the operators' role says. */
@RequiresMongod
@ArquillianTest
class MongoRoleIT {
    private static final IndependentMongo SERVER = IndependentMongo.guarded().start();
    private static final String DATABASE = "eventsourcehq";
    private static final Path SCRIPT = Path.of("server-config", "mongodb", "role.js");

    @Deployment(testable = false)
    static WebArchive war() {
        addAdministrator();
        addBroker();
        Broker.ALICE.addTo(url("admin", "&authSource=admin"));
        return Broker.war(Broker.AMQP.url(), url("broker", ""));
    }

    /** Whoever comes first from this machine may, where there is nobody yet. */
    private static void addAdministrator() {
        try (MongoClient client = MongoClients.create(SERVER.url())) {
            client.getDatabase("admin")
                    .runCommand(new Document("createUser", "admin")
                            .append("pwd", "secret")
                            .append("roles", List.of("root")));
        }
    }

    private static void addBroker() {
        List<String> command = List.of(
                new Program("mongosh").path().toString(),
                url("admin", "&authSource=admin"),
                "--quiet",
                "--eval",
                "load(\"%s\"); addBroker(\"broker\", \"secret\")".formatted(SCRIPT.toAbsolutePath()));
        Path log = Target.file("mongosh.log");
        assertThat(GuardedProcess.start(command, Map.of(), log).join())
                .as("see %s", log)
                .isZero();
    }

    private static String url(String user, String options) {
        return SERVER.url().replace("mongodb://", "mongodb://" + user + ":secret@") + options;
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void isEnoughForAllThatTheBrokerDoes() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            assertThat(Site.ALICES
                            .post("/event", Form.of("channel", channel, "data", "d", "id", "1"))
                            .status())
                    .isEqualTo(200);
            assertThat(stream.next()).startsWith("id: 1\n");
        }
        assertThat(Site.ofNewUser().openSocket(channel)).isNotEmpty();
        try (MongoClient client = MongoClients.create(url("admin", "&authSource=admin"))) {
            MongoDatabase database = client.getDatabase(DATABASE);
            assertThat(database.getCollection("users").listIndexes().into(new ArrayList<>()))
                    .hasSizeGreaterThan(1);
        }
    }
}

package dev.eventsource.broker.it;

import dev.eventsource.broker.run.EmbeddedAmqp;
import dev.eventsource.broker.run.EmbeddedMongo;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.run.TestUser;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The broker under test, and the servers it stands on: one of each for all tests of a JVM. */
final class Broker {

    static final TestUser ALICE = new TestUser("alice", "alice-secret", "Alice");
    static final TestUser BOB = new TestUser("bob", "bob-secret", "Bob");

    static final EmbeddedAmqp AMQP = new EmbeddedAmqp(Port.free()).start();
    static final EmbeddedMongo MONGO = startMongo();

    static {
        System.setProperty("AMQP_URL", AMQP.url());
        System.setProperty("MONGO_URL", MONGO.url());
        ALICE.addTo(MONGO.url());
        BOB.addTo(MONGO.url());
    }

    private Broker() {}

    /** The packaged WAR, which serves at the root whatever its archive is called. */
    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("broker.war")));
    }

    static URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + System.getProperty("http.port") + pathAndQuery);
    }

    /** In a file, so that the users are there again after a restart. */
    private static EmbeddedMongo startMongo() {
        int port = Port.free();
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "it-mongo-" + port + ".h2");
        return EmbeddedMongo.inFile(port, file).start();
    }
}

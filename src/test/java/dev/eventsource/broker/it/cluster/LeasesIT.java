package dev.eventsource.broker.it.cluster;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Connections;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tickets that live for two seconds: what is used goes on, what nobody renews lapses, and what is gone is found out. */
@Tag("once-per-server")
@ArquillianTest
class LeasesIT {
    private static final String SETTING = "SOCKET_TTL_SECONDS";
    private static final Duration LIFE = Duration.ofSeconds(2);
    private static final Connections CONNECTIONS = new Connections();

    @Deployment(testable = false)
    static WebArchive war() {
        System.setProperty(SETTING, Long.toString(LIFE.toSeconds()));
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        System.clearProperty(SETTING);
        CONNECTIONS.close();
    }

    @Test
    void aTicketLapsesThatNobodyUses() {
        String socket = Site.ALICES.openSocket("a");
        await().until(() -> !CONNECTIONS.has(socket));
        assertProblem(Door.get("/eventsource?socket=" + socket), 404);
        assertProblem(Door.post("/socket/" + socket, Form.of("data", "d")), 404);
    }

    @Test
    void aTicketLivesOnWithItsStreamAndOneLifeLonger() {
        String socket = Site.ALICES.openSocket("a");
        try (var stream = Site.open(socket)) {
            assertThat(stream.next()).contains("eshq:open");
            Instant threeLives = Broker.MONGO.now().plus(LIFE.multipliedBy(3));
            await().until(() -> Broker.MONGO.now().isAfter(threeLives));
            assertThat(CONNECTIONS.ticket(socket).getDate("disconnect_at").toInstant())
                    .isAfter(Broker.MONGO.now());
        }
        await().until(() -> CONNECTIONS.ticket(socket).getString("stream") == null);
        assertThat(CONNECTIONS.ticket(socket).getString("broker")).isNull();
        try (var again = Site.open(socket)) {
            assertThat(again.next()).contains("eshq:open");
        }
        await().until(() -> !CONNECTIONS.has(socket));
    }

    /** A signal may be lost; then the renewal finds out. */
    @Test
    void aStreamEndsWhoseTicketIsGone() {
        String socket = Site.ALICES.openSocket("a");
        try (var stream = Site.open(socket);
                var other = Site.ALICES.subscribe("a")) {
            assertThat(stream.next()).contains("eshq:open");
            CONNECTIONS.remove(socket);
            stream.awaitEnd();
            assertThat(other.nextOrPing()).contains("ping");
        }
    }

    @Test
    void aStreamEndsWhoseTicketAnotherNodeHasTaken() {
        String socket = Site.ALICES.openSocket("a");
        try (var stream = Site.open(socket)) {
            assertThat(stream.next()).contains("eshq:open");
            CONNECTIONS.set(socket, "stream", "another");
            CONNECTIONS.set(socket, "broker", "another");
            stream.awaitEnd();
            assertThat(CONNECTIONS.ticket(socket).getString("stream")).isEqualTo("another");
        }
    }

    @Test
    void aStreamKeepsATicketThatWasReleasedByMistake() {
        String socket = Site.ALICES.openSocket("a");
        try (var stream = Site.open(socket)) {
            assertThat(stream.next()).contains("eshq:open");
            String claim = CONNECTIONS.ticket(socket).getString("stream");
            CONNECTIONS.set(socket, "stream", null);
            CONNECTIONS.set(socket, "broker", null);
            await().until(() -> claim.equals(CONNECTIONS.ticket(socket).getString("stream")));
        }
    }

    /** Whatever a node that was killed has left. */
    @Test
    void theTicketsOfADeadNodeLapse() {
        // Not before the first is rescued, however slow the database is.
        Instant lapsesAt = Broker.MONGO.now().plus(LIFE.multipliedBy(2));
        CONNECTIONS
                .documents()
                .insertMany(IntStream.range(0, 100)
                        .mapToObj(i -> Connections.heldByTheDead("dead-" + i, lapsesAt))
                        .toList());
        try (var rescued = Site.open("dead-0")) {
            assertThat(rescued.status()).isEqualTo(200);
            await().until(() -> Broker.MONGO.now().isAfter(lapsesAt));
            IntStream.range(1, 100).forEach(i -> assertProblem(Door.get("/eventsource?socket=dead-" + i), 404));
            assertThat(CONNECTIONS.ticket("dead-0").getString("broker")).isNotEqualTo("dead");
        }
    }

    /** Its node may be cut off, and hold streams that go on. */
    @Test
    void aHeldTicketIsRemovedLate() {
        Instant now = Broker.MONGO.now();
        CONNECTIONS.addHeldByTheDead("held", now.minus(LIFE.multipliedBy(5)));
        CONNECTIONS.addHeldByTheDead("forlorn", now.minus(LIFE.multipliedBy(11)));
        await().until(() -> !CONNECTIONS.has("forlorn"));
        assertThat(CONNECTIONS.has("held")).isTrue();
        assertProblem(Door.get("/eventsource?socket=held"), 404);
    }
}

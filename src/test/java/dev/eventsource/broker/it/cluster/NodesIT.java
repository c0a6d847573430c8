package dev.eventsource.broker.it.cluster;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Connections;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.it.support.TwoNodeTests;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one RabbitMQ and one MongoDB: a socket is the same on both, and so is its end. Tickets live so long that no
 * renewal finds out what only the other node's word tells at once.
 */
@Tag("once-per-server")
@ArquillianTest
class NodesIT extends TwoNodeTests implements TokensOfNodes {

    @Deployment(name = "one", order = 1, testable = false)
    static WebArchive one() {
        return firstWar(Map.of("SOCKET_TTL_SECONDS", "3600"));
    }

    @Test
    void aNewerStreamTakesOverFromAnyNode() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (var first = opened(Site.open(socket));
                var second = opened(Site.openOnSecond(socket))) {
            first.awaitEnd();
            try (var third = opened(Site.open(socket))) {
                second.awaitEnd();
                exchange().publish(Message.to(channel).id("1"));
                assertThat(third.next()).startsWith("id: 1\n");
            }
        }
    }

    /** In the queue feed, another node's ids are unknown; a publisher's are the same on all. */
    @Test
    void aPatternIsTheSameOnBothNodes() {
        String room = Site.newChannel();
        String socket = Site.ALICES
                .post("/socket", Form.of("pattern", room + ".*"))
                .object()
                .getString("socket");
        try (var first = opened(Site.open(socket))) {
            exchange().publish(Message.to(room + ".a").id("1"));
            assertThat(first.next()).startsWith("id: 1\n");
        }
        publishAndAwait(Message.to(room + ".b").id("2"), Message.to(room + ".c").id("3"));
        try (var second = Site.openOnSecond(socket, "Last-Event-ID: 1")) {
            assertThat(second.next()).contains("event: eshq:resumed\n", "\"replayed\":2}");
            assertThat(second.next()).startsWith("id: 2\n");
            assertThat(second.next()).startsWith("id: 3\n");
            exchange().publish(Message.to(room + ".born-later").id("4"));
            assertThat(second.next()).startsWith("id: 4\n");
        }
    }

    /** A late word of an older take-over must not end a newer stream. */
    @Test
    void theLastOfManyTakeOversLives() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        List<EventStreamClient> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                streams.add(i % 2 == 0 ? Site.open(socket) : Site.openOnSecond(socket));
            }
            EventStreamClient last = opened(streams.remove(19));
            streams.forEach(older -> awaitEnd(older));
            exchange().publish(Message.to(channel).id("1"));
            assertThat(last.next()).startsWith("id: 1\n");
            assertThat(last.nextOrPing()).isEqualTo("event: ping\ndata: {}\n\n");
            last.close();
        } finally {
            streams.forEach(EventStreamClient::close);
        }
    }

    @Test
    void endsASocketOnWhicheverNodeItsStreamIs() {
        String socket = Site.ALICES.openSocket("a");
        try (var stream = opened(Site.openOnSecond(socket));
                var connections = new Connections()) {
            assertProblem(Site.BOBS.delete("/socket/" + socket), 404);
            assertProblem(Door.call("DELETE", "/socket/" + socket, "X-Forwarded-For", "192.0.2.1"), 401);
            Answer ended = Site.ALICES.delete("/socket/" + socket);
            assertThat(ended.status()).isEqualTo(204);
            assertThat(ended.body()).isEmpty();
            stream.awaitEnd();
            assertThat(connections.has(socket)).isFalse();
            assertProblem(Door.get("/eventsource?socket=" + socket), 404);
            assertProblem(Site.ALICES.delete("/socket/" + socket), 404);
        }
    }

    @Test
    void endsAnUnusedSocket() {
        String socket = Site.ALICES.openSocket("a");
        assertThat(Site.ALICES.delete("/socket/" + socket).status()).isEqualTo(204);
        assertProblem(Door.get(Broker.SECOND + "/eventsource?socket=" + socket), 404);
        assertProblem(Door.post("/socket/" + socket, Form.of("data", "d")), 404);
    }

    @Test
    void anOwnerEndsItsChannelOnEveryNode() {
        String channel = Site.newChannel();
        String other = Site.newChannel();
        try (var one = opened(Site.open(Site.ALICES.openSocket(other, channel)));
                var two = opened(Site.openOnSecond(Site.ALICES.openSocket(channel)));
                var elsewhere = Site.ALICES.subscribe(other);
                var bobs = Site.BOBS.subscribe(channel)) {
            String unused = Site.ALICES.openSocket(channel);
            assertThat(Site.ALICES.delete("/channel/" + channel).status()).isEqualTo(204);
            one.awaitEnd();
            two.awaitEnd();
            assertProblem(Door.get("/eventsource?socket=" + unused), 404);
            exchange().publish(Message.to(channel).id("1"));
            exchange().publish(Message.to(other).id("2"));
            assertThat(bobs.next()).startsWith("id: 1\n");
            assertThat(elsewhere.next()).startsWith("id: 2\n");
        }
    }

    @Test
    void anOperatorEndsAChannelOfOneUserOrOfEveryone() {
        String channel = Site.newChannel();
        try (var alices = opened(Site.openOnSecond(Site.ALICES.openSocket(channel)));
                var bobs = opened(Site.openOnSecond(Site.BOBS.openSocket(channel)))) {
            assertProblem(Door.call("DELETE", "/channel/" + channel, "X-Forwarded-For", "192.0.2.1"), 401);
            assertProblem(Door.call("DELETE", "/channel/" + channel + "?key=alice"), 401);
            assertThat(Door.call("DELETE", "/channel/" + channel + "?user=bob").status())
                    .isEqualTo(204);
            bobs.awaitEnd();
            exchange().publish(Message.to(channel).id("1"));
            assertThat(alices.next()).startsWith("id: 1\n");
            assertThat(Door.call("DELETE", "/channel/" + channel).status()).isEqualTo(204);
            alices.awaitEnd();
        }
    }

    @Test
    void refusesToEndAChannelOfAnotherOrOfNobody() {
        String alice =
                Credentials.basic(Broker.ALICE.key(), Broker.ALICE.secret()).authorization();
        assertProblem(Door.call("DELETE", "/channel/a?user=bob", "Authorization", alice), 403);
        assertProblem(Door.call("DELETE", "/channel/a?user=nobody"), 404);
    }

    @Test
    void refusesAChannelThatIsNone() {
        assertProblem(Door.call("DELETE", "/channel/" + "c".repeat(256)), 400);
    }

    /** The tickets are gone before the signal comes, which anybody may send late or again. */
    @Test
    void endsTheStreamsOfAUserWhoseTicketsAreGone() {
        String channel = Site.newChannel();
        String lost = Site.ALICES.openSocket(channel);
        try (var ended = opened(Site.openOnSecond(lost));
                var kept = opened(Site.openOnSecond(Site.ALICES.openSocket(channel)));
                var connections = new Connections()) {
            connections.remove(lost);
            exchange().signal("end-user", Broker.ALICE.key());
            ended.awaitEnd();
            exchange().publish(Message.to(channel).id("1"));
            assertThat(kept.next()).startsWith("id: 1\n");
        }
    }

    /** Half the time for which a node that hears nothing goes by what it knew. */
    @Test
    void everyNodeHearsOfAReplacedSecretAndOfADisabledUser() {
        JsonObject user = Door.post("/users", Form.of("name", "Changed")).object();
        String key = user.getString("key");
        String former = user.getString("secret");
        assertThat(publishOnSecond(key, former)).isEqualTo(200);
        String present = Door.post("/users/" + key + "/secret", Form.of("overlap_seconds", "0"))
                .object()
                .getString("secret");
        await().atMost(Duration.ofSeconds(5)).until(() -> publishOnSecond(key, former) == 401);
        assertThat(publishOnSecond(key, present)).isEqualTo(200);
        assertThat(Door.call("PATCH", "/users/" + key, Form.of("disabled", "true"))
                        .status())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(5)).until(() -> publishOnSecond(key, present) == 401);
    }

    private static int publishOnSecond(String key, String secret) {
        Form event = Form.of("channel", "a", "data", "d");
        return Door.post(Broker.SECOND + "/event", Credentials.basic(key, secret), event)
                .status();
    }

    private static void awaitEnd(EventStreamClient older) {
        await().until(() -> older.nextOrEnd().isEmpty());
    }

    /** On a node that did not open the ticket, it may begin with a reset. */
    private static EventStreamClient opened(EventStreamClient stream) {
        assertThat(stream.next()).startsWith("retry: ");
        return stream;
    }
}

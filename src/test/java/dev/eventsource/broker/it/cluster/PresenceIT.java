package dev.eventsource.broker.it.cluster;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.it.support.TwoNodeTests;
import dev.eventsource.broker.it.support.WebhookReceiver;
import dev.eventsource.broker.run.TestUser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is on a channel, on two nodes, and who is told of it. */
@Tag("once-per-server")
@ArquillianTest
class PresenceIT extends TwoNodeTests {
    private static final int GRACE_SECONDS = 2;
    private static final TestUser CAROL = new TestUser("carol", "carol-secret", "Carol");
    private static final Site CAROLS = new Site(CAROL);
    private static final WebhookReceiver RECEIVER = new WebhookReceiver();

    @Deployment(name = "one", order = 1, testable = false)
    static WebArchive one() {
        CAROL.addTo(Broker.MONGO.url());
        Broker.change(CAROL, Map.of("presence_events", true, "webhook", RECEIVER.url()));
        return firstWar(Map.of("PRESENCE_GRACE_SECONDS", Integer.toString(GRACE_SECONDS)));
    }

    @AfterAll
    static void closeReceiver() {
        RECEIVER.close();
    }

    @Test
    void listsWhoHasAStreamOpenOnAnyNode() {
        String channel = Site.newChannel();
        ticket(Site.ALICES, channel, "unused");
        List<EventStreamClient> streams = List.of(
                opened(Site.open(ticket(Site.ALICES, channel, "b \u00e9"))),
                opened(Site.openOnSecond(ticket(Site.ALICES, channel, "a"))),
                opened(Site.open(ticket(Site.ALICES, channel, "a"))),
                opened(Site.open(Site.ALICES.openSocket(channel, "other"))),
                opened(Site.open(ticket(Site.BOBS, channel, "x"))));
        for (String node : List.of("", Broker.SECOND)) {
            assertThat(get(Site.ALICES, node + "/channel/" + channel + "/users"))
                    .isEqualTo("[\"a\",\"b \u00e9\"]");
            assertThat(get(Site.ALICES, node + "/channel/" + channel + "/users/count"))
                    .isEqualTo("{\"users\":2,\"streams\":4}");
            assertThat(get(Site.BOBS, node + "/channel/" + channel + "/users")).isEqualTo("[\"x\"]");
        }
        assertThat(get(Site.ALICES, "/channel/other/users")).isEqualTo("[]");
        streams.forEach(EventStreamClient::close);
        await().until(() -> get(Site.ALICES, "/channel/" + channel + "/users").equals("[]"));
        assertProblem(Door.call("GET", "/channel/" + channel + "/users", "X-Forwarded-For", "192.0.2.1"), 401);
    }

    @Test
    void tellsWhoJoinsAndLeavesOnceHoweverManyTabs() {
        String channel = Site.newChannel();
        String page = ticket(CAROLS, channel, "p");
        try (var watcher = CAROLS.subscribe(channel)) {
            var tab = opened(Site.open(page));
            assertTold(watcher, "eshq:join", "p");
            var otherTab = opened(Site.openOnSecond(ticket(CAROLS, channel, "p")));
            otherTab.close();
            awaitTwiceTheGrace();
            assertNothingElse(watcher, channel, "1");
            tab.close();
            try (var reloaded = opened(Site.openOnSecond(page))) {
                awaitTwiceTheGrace();
                assertNothingElse(watcher, channel, "2");
                assertThat(reloaded.status()).isEqualTo(200);
            }
            assertTold(watcher, "eshq:leave", "p");
            assertNothingElse(watcher, channel, "3");
        }
    }

    @Test
    void ofNodesThatRaceOneTells() {
        String channel = Site.newChannel();
        List<String> tickets = IntStream.range(0, 12)
                .mapToObj(i -> ticket(CAROLS, channel, "p"))
                .toList();
        try (var watcher = CAROLS.subscribe(channel)) {
            List<EventStreamClient> tabs = IntStream.range(0, 12)
                    .parallel()
                    .mapToObj(i -> i % 2 == 0 ? Site.open(tickets.get(i)) : Site.openOnSecond(tickets.get(i)))
                    .toList();
            assertTold(watcher, "eshq:join", "p");
            awaitTwiceTheGrace();
            assertNothingElse(watcher, channel, "1");
            tabs.forEach(EventStreamClient::close);
            assertTold(watcher, "eshq:leave", "p");
            awaitTwiceTheGrace();
            assertNothingElse(watcher, channel, "2");
        }
    }

    @Test
    void tellsNobodyWhereNobodyAskedForIt() {
        String channel = Site.newChannel();
        try (var watcher = Site.ALICES.subscribe(channel);
                var other = opened(Site.open(ticket(Site.ALICES, channel, "p")))) {
            awaitTwiceTheGrace();
            assertNothingElse(watcher, channel, "1");
            assertThat(other.status()).isEqualTo(200);
        }
    }

    /** A publisher may not say who joins. */
    @Test
    void takesTheBrokersOwnEventsFromNobodyElse() {
        String channel = Site.newChannel();
        try (var watcher = CAROLS.subscribe(channel)) {
            Message forged = Message.to(channel).with("user", CAROL.key()).with("name", "eshq:join");
            exchange().publish(forged);
            exchange().publish(forged.with("seal", ""));
            exchange().publish(forged.with("seal", "0".repeat(64)));
            assertNothingElse(watcher, channel, "1");
        }
        assertProblem(CAROLS.post("/event", Form.of("channel", channel, "data", "d", "name", "eshq:join")), 400);
    }

    /** Nor may it in words that it has read at the exchange, with the seal that was under them. */
    @Test
    void takesNoSealOfItsOwnTwiceNorUnderOtherWords() {
        String channel = Site.newChannel();
        String queue = exchange().listen();
        try (var watcher = CAROLS.subscribe(channel);
                var tab = opened(Site.open(ticket(CAROLS, channel, "p")))) {
            assertTold(watcher, "eshq:join", "p");
            String genuine = await().until(
                            () -> exchange().poll(queue),
                            joined -> joined.filter(
                                            message -> message.contains(channel) && message.contains("eshq:join"))
                                    .isPresent())
                    .orElseThrow();
            assertThat(genuine).containsPattern("\"seal\":\"[0-9a-f]{64}\"");
            exchange().publish(genuine);
            exchange().publish(genuine.replace("eshq:join", "eshq:leave"));
            exchange().publish(genuine.replace("\\\"p\\\"", "\\\"q\\\""));
            assertNothingElse(watcher, channel, "1");
            assertThat(tab.status()).isEqualTo(200);
        }
    }

    @Test
    void callsAWebhookWhenAChannelIsOccupiedAndVacated() {
        String channel = Site.newChannel();
        RECEIVER.failOnce(channel);
        try (var stream = opened(Site.open(CAROLS.openSocket(channel)));
                var other = opened(Site.openOnSecond(CAROLS.openSocket(channel)))) {
            assertThat(RECEIVER.next(channel, CAROL.secret())).isEqualTo("occupied");
            assertThat(stream.nextOrPing() + other.nextOrPing()).contains("ping");
        }
        assertThat(RECEIVER.next(channel, CAROL.secret())).isEqualTo("vacated");
        assertThat(RECEIVER.callsOf(channel)).isEqualTo(3);
    }

    private static String ticket(Site site, String channel, String presenceId) {
        return site.post("/socket", Form.of("channel", channel, "presence_id", presenceId))
                .object()
                .getString("socket");
    }

    private static String get(Site site, String path) {
        Credentials credentials = site.credentials();
        Answer answer = Door.get(path + "?" + credentials.parameters().encoded());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    /** On a node that did not open the ticket, it may begin with a reset. */
    private static EventStreamClient opened(EventStreamClient stream) {
        assertThat(stream.next()).startsWith("retry: ");
        return stream;
    }

    private static void assertTold(EventStreamClient watcher, String event, String presenceId) {
        assertThat(watcher.next())
                .matches("id: @\\S+\nevent: " + event + "\ndata: \\{\"presence_id\":\"" + presenceId
                        + "\",\"at\":\"\\S+\"}\n\n");
    }

    private void assertNothingElse(EventStreamClient watcher, String channel, String id) {
        exchange().publish(Message.to(channel).id(id));
        assertThat(watcher.next()).startsWith("id: " + id + "\n");
    }

    private static void awaitTwiceTheGrace() {
        Instant end = Broker.MONGO.now().plusSeconds(2 * GRACE_SECONDS);
        await().until(() -> Broker.MONGO.now().isAfter(end));
    }
}

package dev.eventsource.broker.it.stream;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker that holds little history, and few streams: what is lost is said, and to nobody but who lost it. */
@Tag("once-per-server")
@ArquillianTest
class LimitsIT implements FeedTests {
    private static final int MAX_STREAMS = 4;
    private static final Map<String, String> SETTINGS = Map.of(
            "HISTORY_BYTES", "1M",
            "MAX_CONNECTIONS_PER_USER", Integer.toString(MAX_STREAMS),
            "MAX_EVENTS_PER_SECOND", "1",
            "MAX_SOCKETS_PER_SECOND", "2",
            "MAX_STREAMS_PER_SECOND", "1");
    private static final String LARGE = "x".repeat(100_000);
    private static final String SLOW_CONSUMER = "event: eshq:reset\ndata: {\"reason\":\"slow-consumer\"}\n\n";
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        SETTINGS.forEach(System::setProperty);
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        SETTINGS.keySet().forEach(System::clearProperty);
        EXCHANGE.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }

    @Test
    void saysThatAPlaceIsGone() {
        String channel = Site.newChannel();
        String unused = Site.BOBS.openSocket(channel);
        String socket = Site.BOBS.openSocket(channel);
        String brokersId;
        try (var stream = Site.open(socket)) {
            stream.next();
            exchange().publish(Message.to(channel));
            brokersId = stream.next().lines().findFirst().orElseThrow().substring("id: ".length());
        }
        publishAndAwait(Message.to(channel).id("own"));
        publishAndAwait(large(channel, 20));
        assertReset(Form.of("socket", socket, "last-event-id", brokersId), "evicted");
        assertReset(Form.of("socket", socket, "last-event-id", "own"), "unknown-id");
        assertReset(Form.of("socket", unused), "evicted");
    }

    private static void assertReset(Form query, String reason) {
        try (var stream = Site.open(query)) {
            assertThat(stream.next())
                    .matches("retry: \\d+\nevent: eshq:reset\ndata: \\{\"reason\":\"" + reason + "\"}\n\n");
        }
    }

    @Test
    void aStuckReaderHoldsUpNobody() {
        String channel = Site.newChannel();
        try (var stuck = EventStreamClient.openUnread(
                        Broker.uri("/eventsource?socket=" + Site.BOBS.openSocket(channel)));
                var other = Site.BOBS.subscribe(channel)) {
            for (Message message : large(channel, 200)) {
                exchange().publish(message);
                assertThat(other.next()).startsWith("id: ");
            }
            stuck.startReading();
            assertThat(stuck.next()).contains("event: eshq:open\n");
            assertToldOfLoss(stuck);
        }
    }

    /** Events without a hole, and then either the word that some are missing or the end. */
    private static void assertToldOfLoss(EventStreamClient stream) {
        int count = 0;
        String frame = stream.nextOrEnd();
        while (frame.equals("id: " + count + "\ndata: " + LARGE + "\n\n")) {
            count++;
            frame = stream.nextOrEnd();
        }
        assertThat(frame)
                .satisfiesAnyOf(
                        last -> assertThat(last).isEqualTo(SLOW_CONSUMER),
                        last -> assertThat(last).doesNotEndWith("\n\n"));
    }

    private static Message[] large(String channel, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Message.to(channel).id("" + i).with("data", LARGE))
                .toArray(Message[]::new);
    }

    @Test
    void tellsWhoIsTooFastWhenToComeBack() {
        Site site = Site.ofNewUser();
        Form event = Form.of("channel", Site.newChannel(), "data", "d");
        String socket = site.openSocket("a");
        assertLimited(10, () -> site.post("/event", event));
        // Meanwhile one more may be allowed.
        await().until(() -> Door.post("/socket/" + socket, Form.of("data", "d")).status() == 429);
        assertLimited(20, () -> site.post("/socket", Form.of("channel", "a")));
        assertThat(Site.ALICES.post("/event", event).status()).isEqualTo(200);
    }

    @Test
    void eachLineOfOneCallCounts() {
        Site site = Site.ofNewUser();
        String line = Message.to(Site.newChannel()) + "\n";
        Credentials basic = Credentials.basic(site.user().key(), site.user().secret());
        Answer answer = Door.postBody(
                "/events", "application/x-ndjson", line.repeat(30), "Authorization", basic.authorization());
        assertThat(answer.object().getInt("accepted")).as(answer.toString()).isBetween(10, 15);
        assertThat(answer.object().getJsonArray("results").getJsonObject(29).getInt("status"))
                .isEqualTo(429);
    }

    /** Each token by itself: all of a user's come back at once after a restart. */
    @Test
    void tellsWhoOpensStreamsTooFastByOneTokenWhenToComeBack() {
        Site site = Site.ofNewUser("max_connections", "0");
        String one = bearer(site, "1");
        int opened = 0;
        while (opens(one)) {
            opened++;
            assertThat(opened).isLessThan(100);
        }
        assertThat(opened).isBetween(9, 30);
        await().untilAsserted(() -> {
            Answer answer = Door.get("/eventsource?channel=not-its-own", "Authorization", one);
            assertProblem(answer, 429);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        for (int i = 2; i < 30; i++) {
            assertThat(opens(bearer(site, "" + i))).isTrue();
        }
        assertThat(Door.get("/metrics").body())
                .containsPattern("eventsource_rate_limited_total\\{limit=\"streams\"} [1-9]");
    }

    /** As a crowd after a restart: an {@code EventSource} takes any status but 200 for the end. */
    @Test
    void tellsWhoShowsNothingAndComesTooFastToComeBackAndLeavesTheUserHalf() {
        Site site = Site.ofNewUser("public", "a", "max_connections", "0");
        int opened = 0;
        while (opensPublicly(site)) {
            opened++;
            assertThat(opened).isLessThan(100);
        }
        assertThat(opened).isBetween(9, 15);
        for (int i = 0; i < 8; i++) {
            assertThat(site.post("/socket", Form.of("channel", "a")).status()).isEqualTo(200);
        }
        assertThat(opensPublicly(Site.ofNewUser("public", "a"))).isTrue();
    }

    private static boolean opensPublicly(Site site) {
        try (var stream = Site.open(Form.of("user", site.user().key(), "channel", "a"))) {
            assertThat(stream.status()).isEqualTo(200);
            return stream.next().contains("event: eshq:open\n");
        }
    }

    private static String bearer(Site site, String id) {
        Jwt token = Jwt.of(site.user().key(), "[\"a\"]").with("jti", "\"" + id + "\"");
        return "Bearer " + token.signed(site.user().secret());
    }

    private static boolean opens(String token) {
        try (var stream = Site.open(Form.of("channel", "a"), "Authorization: " + token)) {
            assertThat(stream.status()).isIn(200, 429);
            return stream.status() == 200;
        }
    }

    /** So many at once, less what was saved up or used before, and then no more for a second or so. */
    private static void assertLimited(int atOnce, Supplier<Answer> call) {
        Answer answer = call.get();
        int taken = 0;
        while (answer.status() == 200) {
            taken++;
            assertThat(taken).isLessThan(100);
            answer = call.get();
        }
        assertProblem(answer, 429);
        assertThat(taken).isBetween(atOnce - 1, 2 * atOnce);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "0,6"})
    void aUsersOwnLimitComesBeforeThatOfAll(String maxConnections, int room) {
        Site site = Site.ofNewUser("max_connections", maxConnections);
        var streams =
                IntStream.range(0, room).mapToObj(i -> site.subscribe("a")).toList();
        try (var another = Site.open(site.openSocket("a"))) {
            assertThat(another.next().contains("eshq:open")).isEqualTo(maxConnections.equals("0"));
        } finally {
            streams.forEach(EventStreamClient::close);
        }
    }

    @Test
    void tellsWhoIsTooManyToComeBackLater() {
        // A heartbeat or two find the streams that other tests have closed.
        await().until(() -> Door.get("/broker").object().getInt("connections") == 0);
        var streams = IntStream.range(0, MAX_STREAMS)
                .mapToObj(i -> Site.ALICES.subscribe("a"))
                .toList();
        try (var tooMany = Site.open(Site.ALICES.openSocket("a"))) {
            assertThat(tooMany.status()).isEqualTo(200);
            assertThat(tooMany.next()).matches("retry: \\d+\n\n");
            tooMany.awaitEnd();
        } finally {
            streams.forEach(EventStreamClient::close);
        }
    }
}

package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens on two nodes that have nothing in common but RabbitMQ and MongoDB: what is said of one on a node counts on the other. */
public interface TokensOfNodes extends FeedTests {
    /** A third of the time behind which a node that hears nothing looks by itself. */
    Duration SOON = Duration.ofSeconds(5);

    String FIRST = "";
    int MOVES = 12;
    int EVENTS_BETWEEN = 25;

    /** Where it is said, where it must count, and what is said. */
    static Stream<Arguments> revocations() {
        return Stream.of(Form.of("jti", "4711"), Form.of("presence_id", "eve"), Form.of("all", "true"))
                .flatMap(what ->
                        Stream.of(Arguments.of(FIRST, Broker.SECOND, what), Arguments.of(Broker.SECOND, FIRST, what)));
    }

    /** Of another user nothing is revoked, whatever its tokens say. */
    @ParameterizedTest
    @MethodSource("revocations")
    default void whatIsRevokedOnOneNodeIsRefusedByTheOtherAndEndsThere(String here, String there, Form what) {
        Site site = Site.ofNewUser();
        String channel = Site.newChannel();
        String revoked = named(site, channel);
        String others = named(Site.ofNewUser(), channel);
        try (var stream = opened(there, revoked);
                var stays = opened(there, others)) {
            assertThat(asks(there, revoked, channel)).isEqualTo(200);
            assertThat(revoke(site, here, what)).isEqualTo(204);
            assertThat(asks(here, revoked, channel)).isEqualTo(401);
            await().atMost(SOON).until(() -> asks(there, revoked, channel) == 401);
            stream.awaitEnd();
            assertThat(asks(there, others, channel)).isEqualTo(200);
            exchange().publish(Message.to(channel).id("1"));
            assertThat(stays.next()).startsWith("id: 1\n");
        }
        try (var refused = open(there, revoked)) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    /** Such a stream is on no channel, and nobody knows of it by one. */
    @ParameterizedTest
    @MethodSource("revocations")
    default void aStreamOfPatternsEndsOnTheOtherNodeToo(String here, String there, Form what) {
        Site site = Site.ofNewUser();
        String room = Site.newChannel();
        String pattern = "[{\"pattern\":\"" + room + ".#\"}]";
        Jwt token = Jwt.of(site.user().key(), pattern);
        String revoked = signed(site, token.with("presence_id", "\"eve\"").with("jti", "\"4711\""));
        Site other = Site.ofNewUser();
        String others = signed(
                other,
                Jwt.of(other.user().key(), pattern)
                        .with("presence_id", "\"eve\"")
                        .with("jti", "\"4711\""));
        try (var stream = opened(there, revoked);
                var stays = opened(there, others)) {
            assertThat(revoke(site, here, what)).isEqualTo(204);
            stream.awaitEnd();
            exchange().publish(Message.to(room + ".a").id("1"));
            assertThat(stays.next()).startsWith("id: 1\n");
        }
        try (var refused = open(there, revoked)) {
            assertThat(refused.status()).isEqualTo(401);
        }
    }

    /** Each time with a new token, on the node where it was not, while others publish. */
    @Test
    default void goesOnFromNodeToNodeAndLosesAndDoublesNothing() {
        String channel = Site.newChannel();
        List<String> seen = new ArrayList<>();
        publish(channel, 0);
        publishAndAwait(Message.to(channel).id("first"));
        String last = "first";
        for (int move = 1; move <= MOVES; move++) {
            publish(channel, move);
            try (var stream = resumed(move % 2 == 0 ? FIRST : Broker.SECOND, channel, move, last)) {
                publish(channel, MOVES + move);
                for (int i = 0; i < 2 * EVENTS_BETWEEN; i++) {
                    last = id(stream.next());
                    seen.add(last);
                }
            }
        }
        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(1, MOVES)
                        .boxed()
                        .flatMap(move -> Stream.concat(ids(move), ids(MOVES + move)))
                        .toList());
    }

    private void publish(String channel, int round) {
        ids(round).forEach(id -> exchange().publish(Message.to(channel).id(id)));
    }

    private static Stream<String> ids(int round) {
        return IntStream.range(0, EVENTS_BETWEEN).mapToObj(i -> round + "-" + i);
    }

    private static String id(String frame) {
        assertThat(frame).startsWith("id: ");
        return frame.substring("id: ".length(), frame.indexOf('\n'));
    }

    /** A node that is behind the one before may say to come back. */
    private static EventStreamClient resumed(String node, String channel, int move, String last) {
        String token = signed(Site.ALICES, of(Site.ALICES, channel).with("jti", "\"" + move + "\""));
        while (true) {
            EventStreamClient stream = open(node, token, "Last-Event-ID: " + last);
            String first = stream.next();
            if (first.contains("event: ")) {
                assertThat(first).contains("event: eshq:resumed\n", "\"from\":\"" + last + "\"");
                return stream;
            }
            stream.close();
        }
    }

    @Test
    default void endsOnBothNodesWhenItIsOver() {
        String channel = Site.newChannel();
        Instant end = Instant.now().plusSeconds(6);
        String token = Jwt.of(Broker.ALICE.key(), all(channel), end).signed(Broker.ALICE.secret());
        try (var one = opened(FIRST, token);
                var two = opened(Broker.SECOND, token)) {
            for (EventStreamClient stream : List.of(one, two)) {
                assertThat(stream.next()).startsWith("event: eshq:expiring\n");
                assertThat(stream.next()).startsWith("event: eshq:expired\n");
                stream.awaitEnd();
            }
        }
        assertThat(Instant.now()).isAfterOrEqualTo(end.minusSeconds(1));
        for (String node : List.of(FIRST, Broker.SECOND)) {
            assertThat(asks(node, token, channel)).isEqualTo(401);
        }
    }

    private static Jwt of(Site site, String channel) {
        return Jwt.of(site.user().key(), all(channel));
    }

    private static String all(String channel) {
        return "[{\"channel\":\"%s\",\"rights\":[\"subscribe\",\"presence\"]}]".formatted(channel);
    }

    private static String named(Site site, String channel) {
        return signed(site, of(site, channel).with("presence_id", "\"eve\"").with("jti", "\"4711\""));
    }

    private static String signed(Site site, Jwt token) {
        return token.signed(site.user().secret());
    }

    private static int revoke(Site site, String node, Form what) {
        Credentials credentials =
                Credentials.basic(site.user().key(), site.user().secret());
        return Door.post(node + "/token/revoke", credentials, what).status();
    }

    private static int asks(String node, String token, String channel) {
        return Door.get(node + "/channel/" + channel + "/users", "Authorization", "Bearer " + token)
                .status();
    }

    private static EventStreamClient open(String node, String token, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Authorization: Bearer " + token);
        return EventStreamClient.open(Broker.uri(node + "/eventsource?transport=stream"), all.toArray(String[]::new));
    }

    private static EventStreamClient opened(String node, String token) {
        EventStreamClient stream = open(node, token);
        assertThat(stream.next()).contains("event: eshq:open\n");
        return stream;
    }
}

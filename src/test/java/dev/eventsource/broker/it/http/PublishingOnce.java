package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.run.TestUser;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are published however often, and come once. */
public interface PublishingOnce extends FeedTests {
    /** By HTTP Basic, so that one call can be made again as it was. */
    static Answer publish(TestUser user, String path, String key, Form event) {
        String basic = Credentials.basic(user.key(), user.secret()).authorization();
        return Door.post(path, event, "Authorization", basic, "Idempotency-Key", key);
    }

    private static Answer publish(String key, Form event) {
        return publish(Broker.ALICE, "/event", key, event);
    }

    @Test
    default void theSameKeyIsPublishedOnceAndAnsweredTheSame() {
        String channel = Site.newChannel();
        String key = UUID.randomUUID().toString();
        Form event = Form.of("channel", channel, "data", "d", "name", "n");
        try (var stream = Site.ALICES.subscribe(channel)) {
            String id = publish("\"" + key + "\"", event).object().getString("id");
            assertThat(publish(key, event).body()).isEqualTo("{\"id\":\"" + id + "\"}");
            publish(UUID.randomUUID().toString(), event.and("id", "other"));
            assertThat(stream.next()).startsWith("id: " + id + "\n");
            assertThat(stream.next()).startsWith("id: other\n");
        }
        Form another = Form.of("channel", channel, "data", "another", "name", "n");
        assertProblem(publish(key, another), 422);
        assertProblem(publish(key, event.and("id", "4711")), 422);
        assertThat(publish(Broker.BOB, "/event", key, another).status()).isEqualTo(200);
    }

    /** A page that guesses a server's keys could have its events left out. */
    @Test
    default void aTokenHasNoKeys() {
        String channel = Site.newChannel();
        String allowed = "[{\"channel\":\"%s\",\"rights\":[\"publish\"]}]".formatted(channel);
        String bearer = "Bearer " + Jwt.of(Broker.ALICE.key(), allowed).signed(Broker.ALICE.secret());
        Form event = Form.of("channel", channel, "data", "d");
        assertProblem(Door.post("/event", event, "Authorization", bearer, "Idempotency-Key", "k"), 400);
        assertThat(Door.post("/event", event, "Authorization", bearer).status()).isEqualTo(200);
        String line = Message.to(channel).with("idempotency_key", "k").toString();
        Answer answer = Door.postBody("/events", "application/x-ndjson", line, "Authorization", bearer);
        assertThat(answer.object().getInt("refused")).isEqualTo(1);
    }

    @Test
    default void thoseThatAreOnTheirWayAtOnceAreOne() {
        String channel = Site.newChannel();
        String key = UUID.randomUUID().toString();
        Form event = Form.of("channel", channel, "data", "d");
        try (var stream = Site.ALICES.subscribe(channel)) {
            Set<String> answers = ConcurrentHashMap.newKeySet();
            IntStream.range(0, 20)
                    .parallel()
                    .forEach(i -> answers.add(publish(key, event).body()));
            assertThat(answers).hasSize(1);
            Site.ALICES.post("/event", event.and("id", "end"));
            assertThat(answers).containsExactly("{\"id\":\"" + id(stream.next()) + "\"}");
            assertThat(stream.next()).startsWith("id: end\n");
        }
    }

    private static String id(String frame) {
        return frame.substring("id: ".length(), frame.indexOf('\n'));
    }

    /** Whichever way they come: the key is in the message. */
    @Test
    default void messagesOfOthersComeOnceToo() {
        String channel = Site.newChannel();
        String key = UUID.randomUUID().toString();
        Message message = Message.to(channel).with("user", "alice").with("idempotency_key", key);
        try (var stream = Site.ALICES.subscribe(channel)) {
            publishAndAwait(message.id("1"), message.id("2"), message.id("3").with("data", "other"));
            Answer answer = publish(key, Form.of("channel", channel, "data", "d"));
            assertThat(answer.body()).isEqualTo("{\"id\":\"1\"}");
            publishAndAwait(Message.to(channel).id("4"));
            assertThat(stream.next()).startsWith("id: 1\n");
            assertThat(stream.next()).startsWith("id: 4\n");
        }
        assertThat(Door.get("/metrics").body())
                .containsPattern("eventsource_duplicates_total\\{body=\"same\"} [1-9]")
                .containsPattern("eventsource_duplicates_total\\{body=\"other\"} [1-9]")
                .containsPattern("eventsource_once_keys [1-9]");
    }

    @Test
    default void linesOfOneCallHaveKeysOfTheirOwn() {
        String channel = Site.newChannel();
        String line = Message.to(channel)
                .with("idempotency_key", UUID.randomUUID().toString())
                .toString();
        String basic =
                Credentials.basic(Broker.ALICE.key(), Broker.ALICE.secret()).authorization();
        String[] headers = {"Authorization", basic};
        String both = line + "\n" + line;
        var results = Door.postBody("/events", "application/x-ndjson", both, headers)
                .object()
                .getJsonArray("results");
        assertThat(results.get(0)).isEqualTo(results.get(1));
        assertThat(Door.postBody("/events", "application/x-ndjson", line, headers)
                        .object()
                        .getJsonArray("results"))
                .containsExactly(results.get(0));
        assertProblem(
                Door.postBody("/events", "application/x-ndjson", line, "Authorization", basic, "Idempotency-Key", "k"),
                400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a", "a b", "\"a\", \"b\""})
    default void refusesAKeyThatIsNone(String key) {
        assertProblem(publish(key, Form.of("channel", "a", "data", "d")), 400);
    }

    @Test
    default void refusesAKeyForSeveralEvents() {
        assertProblem(publish("k", Form.of("channel", "a", "channel", "b", "data", "d")), 400);
    }
}

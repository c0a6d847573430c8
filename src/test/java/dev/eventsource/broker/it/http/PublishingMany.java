package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code POST /events}, and {@code POST /event} to several channels. */
public interface PublishingMany {
    private static Answer post(String type, String body) {
        String basic =
                Credentials.basic(Broker.ALICE.key(), Broker.ALICE.secret()).authorization();
        return Door.postBody("/events", type, body, "Authorization", basic);
    }

    private static Answer lines(String body) {
        return post("application/x-ndjson", body);
    }

    private static List<JsonObject> results(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        return answer.object().getJsonArray("results").getValuesAs(JsonObject.class);
    }

    @Test
    default void publishesEachLineInItsOrder() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            String body = IntStream.range(0, 1_000)
                    .mapToObj(i -> Message.to(channel).with("data", "" + i).toString())
                    .collect(Collectors.joining("\n"));
            Answer answer = lines(body);
            List<JsonObject> results = results(answer);
            assertThat(answer.object().getInt("accepted")).isEqualTo(1_000);
            assertThat(answer.object().getInt("refused")).isZero();
            for (int i = 0; i < 1_000; i++) {
                assertThat(stream.next()).isEqualTo("id: " + results.get(i).getString("id") + "\ndata: " + i + "\n\n");
            }
        }
    }

    /** What its user is, nobody but its credentials says. */
    @Test
    default void refusesALineByItself() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            Answer answer = lines(String.join(
                    "\n",
                    Message.to(channel).id("1").with("user", "bob").toString(),
                    "{",
                    "{\"channel\":\"" + channel + "\"}",
                    Message.to(channel).with("name", "eshq:open").toString(),
                    Message.to(channel).with("data", "x".repeat((1 << 20) + 1)).toString(),
                    Message.to(channel).id("2").with("name", "n").toString()));
            List<JsonObject> results = results(answer);
            assertThat(results.get(0)).hasToString("{\"id\":\"1\"}");
            assertThat(results.subList(1, 5))
                    .extracting(result -> result.getInt("status"))
                    .containsExactly(400, 400, 400, 413);
            assertThat(results.get(2).getString("detail")).contains("data");
            assertThat(results.get(5)).hasToString("{\"id\":\"2\"}");
            assertThat(answer.object().getInt("accepted")).isEqualTo(2);
            assertThat(answer.object().getInt("refused")).isEqualTo(4);
            assertThat(stream.next()).isEqualTo("id: 1\ndata: d\n\n");
            assertThat(stream.next()).isEqualTo("id: 2\nevent: n\ndata: d\n\n");
        }
    }

    @Test
    default void takesAnArrayToo() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            Answer answer = post(
                    "application/json",
                    "[" + Message.to(channel).id("1") + ", {\"channel\":\"" + channel + "\",\"data\":[1e2, {}]}]");
            String id = results(answer).get(1).getString("id");
            assertThat(stream.next()).startsWith("id: 1\n");
            assertThat(stream.next()).isEqualTo("id: " + id + "\ndata: [1e2,{}]\n\n");
        }
    }

    @Test
    default void refusesManyThatAreNone() {
        assertProblem(post("application/json", "{}"), 400);
        assertProblem(lines("\n"), 400);
        assertProblem(lines("{}\n".repeat(1_001)), 413);
        assertProblem(post("text/plain", "{}"), 415);
    }

    @Test
    default void oneEventGoesToEachOfSeveralChannels() {
        String one = Site.newChannel();
        String two = Site.newChannel();
        Form event = Form.of("channel", one, "channel", two, "data", "d", "name", "n");
        try (var stream = Site.ALICES.subscribe(one, two)) {
            List<JsonObject> results = results(Site.ALICES.post("/event", event));
            assertThat(results).hasSize(2).doesNotHaveDuplicates();
            for (JsonObject result : results) {
                assertThat(stream.next()).isEqualTo("id: " + result.getString("id") + "\nevent: n\ndata: d\n\n");
            }
        }
        assertProblem(Site.ALICES.post("/event", event.and("id", "1")), 400);
        assertProblem(Site.ALICES.post("/event", event.and("channel", "")), 400);
        Form tooMany = IntStream.range(0, 33)
                .mapToObj(i -> Form.of("channel", "c" + i))
                .reduce(Form.of("data", "d"), Form::and);
        assertProblem(Site.ALICES.post("/event", tooMany), 400);
    }
}

package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /event} by servers and {@code POST /socket/S} by browsers. */
public interface PublishingOverHttp {
    String UUID_7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @Test
    default void publishesToTheUsersChannel() {
        String channel = Site.newChannel();
        try (var alices = Site.ALICES.subscribe(channel);
                var bobs = Site.BOBS.subscribe(channel)) {
            Answer answer = Site.ALICES.post(
                    "/event", Form.of("channel", channel, "data", "a\r\nb\0\u00e9", "id", "1", "name", "n"));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("application/json");
            assertThat(answer.body()).isEqualTo("{\"id\":\"1\"}");
            assertThat(alices.next()).isEqualTo("id: 1\nevent: n\ndata: a\ndata: b\0\u00e9\n\n");
            Site.BOBS.post("/event", Form.of("channel", channel, "data", "", "id", "2"));
            assertThat(bobs.next()).isEqualTo("id: 2\ndata: \n\n");
        }
    }

    @Test
    default void makesAnIdWhereThereIsNone() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            Answer answer = Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", ""));
            String id = answer.object().getString("id");
            assertThat(id).matches(UUID_7);
            assertThat(stream.next()).isEqualTo("id: " + id + "\ndata: d\n\n");
        }
    }

    @Test
    default void doesNotSendToTheSocketNamed() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (var stream = Site.open(socket)) {
            stream.next();
            Form event = Form.of("channel", channel, "data", "d");
            Site.ALICES.post("/event", event.and("id", "1").and("socket", socket));
            Site.ALICES.post("/event", event.and("id", "2"));
            assertThat(stream.next()).startsWith("id: 2\n");
        }
    }

    @Test
    default void publishesFromABrowser() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel, Site.newChannel());
        try (var stream = Site.ALICES.subscribe(channel)) {
            Answer answer = Door.post("/socket/" + socket, Form.of("data", "d", "name", "n"));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            String id = answer.object().getString("id");
            assertThat(stream.next()).isEqualTo("id: " + id + "\nevent: n\ndata: d\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r", "\n", "\0", "1\r2", "1\n2", "1\0", "@1", "5 ", " 5", "5\t", "\t5", " ", "1  2", "1\t2", "1\u0001"
            })
    default void refusesAnIdThatNoStreamCanCarry(String id) {
        assertBadRequest(Form.of("channel", "a", "data", "d", "id", id), "id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "1\r2", "1\n2", "1\0", "eshq:open"})
    default void refusesANameThatNoStreamCanCarry(String name) {
        assertBadRequest(Form.of("channel", "a", "data", "d", "name", name), "name");
        Answer answer = Door.post("/socket/" + Site.ALICES.openSocket("a"), Form.of("data", "d", "name", name));
        assertProblem(answer, 400);
    }

    @Test
    default void refusesWhatIsMissing() {
        assertBadRequest(Form.of("data", "d"), "channel");
        assertBadRequest(Form.of("channel", "", "data", "d"), "channel");
        assertBadRequest(Form.of("channel", "a\n", "data", "d"), "channel");
        assertBadRequest(Form.of("channel", "a"), "data");
        assertProblem(Door.post("/socket/" + Site.ALICES.openSocket("a"), Form.of()), 400);
        assertProblem(Door.post("/socket/unknown", Form.of("data", "d")), 404);
    }

    @Test
    default void refusesWhatIsTooLong() {
        assertBadRequest(Form.of("channel", "a", "data", "d", "id", "i".repeat(256)), "id");
        assertBadRequest(Form.of("channel", "c".repeat(256), "data", "d"), "channel");
    }

    @Test
    default void takesDataUpToItsLimitWhateverItsForm() {
        int limit = 1 << 20;
        assertThat(publish("x".repeat(limit)).status()).isEqualTo(200);
        assertThat(publish("\n".repeat(limit)).status()).isEqualTo(200);
        assertProblem(publish("x".repeat(limit + 1)), 413);
        assertProblem(publish("\u00e9".repeat(limit / 2 + 1)), 413);
    }

    private static Answer publish(String data) {
        return Site.ALICES.post("/event", Form.of("channel", Site.newChannel(), "data", data));
    }

    private static void assertBadRequest(Form event, String parameter) {
        Answer answer = Site.ALICES.post("/event", event);
        assertProblem(answer, 400);
        assertThat(answer.object().getString("detail")).contains(parameter);
    }
}

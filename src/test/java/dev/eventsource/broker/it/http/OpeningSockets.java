package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /socket}, and what {@code GET /eventsource} says of sockets that it does not open. */
public interface OpeningSockets {
    @Test
    default void answersTheTicket() {
        Answer answer = Site.ALICES.post("/socket", Form.of("channel", "a", "presence_id", "p"));
        String socket = answer.object().getString("socket");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"socket\":\"%s\",\"channel\":\"a\",\"channels\":[\"a\"],\"presence_id\":\"p\"}"
                        .formatted(socket));
        assertThat(socket).matches("[A-Za-z0-9_-]{22,}");
    }

    @Test
    default void answersNullWithoutPresence() {
        assertThat(Site.ALICES.post("/socket", Form.of("channel", "a")).object().isNull("presence_id"))
                .isTrue();
    }

    @Test
    default void takesParametersOfTheQueryToo() {
        assertThat(Door.post("/socket?channel=a%20b", Site.ALICES.credentials(), Form.of("channel", "\u00e9"))
                        .object()
                        .getJsonArray("channels")
                        .toString())
                .isEqualTo("[\"a b\",\"\u00e9\"]");
    }

    @Test
    default void takesOneTo32Channels() {
        assertThat(Site.ALICES.post("/socket", channels(32)).status()).isEqualTo(200);
        assertProblem(Site.ALICES.post("/socket", channels(33)), 400);
        assertProblem(Site.ALICES.post("/socket", channels(0)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\n", "\0", "a\u007f", "a\u0085"})
    default void refusesAChannelThatIsNone(String channel) {
        assertProblem(Site.ALICES.post("/socket", Form.of("channel", "a", "channel", channel)), 400);
    }

    @Test
    default void boundsAChannelsLength() {
        assertThat(Site.ALICES
                        .post("/socket", Form.of("channel", "\u20ac".repeat(255)))
                        .status())
                .isEqualTo(200);
        assertProblem(Site.ALICES.post("/socket", Form.of("channel", "c".repeat(256))), 400);
    }

    @Test
    default void opensOnlyStreamsOfItsSockets() {
        String socket = Site.ALICES.openSocket("a", "b");
        assertProblem(Door.get("/eventsource"), 400);
        assertProblem(Door.get("/eventsource?socket=" + socket + "&socket=" + socket), 400);
        assertProblem(Door.get("/eventsource?socket=unknown"), 404);
        assertProblem(Door.get("/eventsource?socket="), 404);
        assertProblem(Door.get("/eventsource?socket=" + socket + "&channel=c"), 403);
        assertProblem(Door.get("/eventsource?socket=" + socket + "&channel=a&channel=c"), 403);
    }

    private static Form channels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Form.of("channel", "c" + i))
                .reduce(Form.of(), Form::and);
    }
}

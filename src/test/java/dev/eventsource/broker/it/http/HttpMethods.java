package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every call has in common: methods, content types, and no surprises. */
public interface HttpMethods {
    @ParameterizedTest
    @CsvSource({
        "GET,/socket,POST",
        "PUT,/socket,POST",
        "DELETE,/socket,POST",
        "GET,/event,POST",
        "PUT,/event,POST",
        "POST,/eventsource,GET",
        "DELETE,/eventsource,GET",
        "PUT,/socket/s,POST",
        "POST,/broker,GET",
        "POST,/metrics,GET",
        "POST,/status,GET"
    })
    default void aWrongMethodIsToldTheRightOne(String method, String path, String allowed) {
        Answer answer = Door.call(method, path);
        assertProblem(answer, 405);
        assertThat(List.of(answer.header("Allow").split(", *", -1)))
                .contains(allowed)
                .doesNotContain(method);
    }

    @Test
    default void aHeadLeavesTheStreamAlone() {
        String socket = Site.ALICES.openSocket("a");
        try (var stream = Site.open(socket)) {
            Answer answer = Door.call("HEAD", "/eventsource?socket=" + socket);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).contains("GET");
            assertThat(stream.next()).contains("event: eshq:open\n");
            assertThat(stream.nextOrPing()).contains("event: ping\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/socket", "/event"})
    default void takesFormsAlone(String path) {
        assertProblem(Door.post(path, Form.of("channel", "a"), "Content-Type", "application/json"), 415);
    }

    @Test
    default void takesAFormOfAnyCharset() {
        Form form = Form.of("channel", "\u00e9").and(Site.ALICES.credentials().parameters());
        String type = "application/x-www-form-urlencoded; charset=ISO-8859-1";
        assertThat(Door.post("/socket", form, "Content-Type", type).object().getString("channel"))
                .isEqualTo("\u00e9");
    }

    @Test
    default void refusesBytesThatAreNotUtf8() {
        assertProblem(Door.call("POST", "/socket?channel=%e9"), 400);
    }
}

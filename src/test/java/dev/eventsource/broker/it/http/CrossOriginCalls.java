package dev.eventsource.broker.it.http;

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

/** What pages of other origins may call and read, where every origin is allowed. */
public interface CrossOriginCalls {
    String ORIGIN = "https://page.example";
    String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @ParameterizedTest
    @ValueSource(strings = {"", "?socket=unknown", "?socket=SOCKET&channel=b", "?socket=SOCKET&socket=SOCKET"})
    default void aPageMayReadWhyItsStreamDoesNotOpen(String query) {
        Answer answer =
                Door.get("/eventsource" + query.replace("SOCKET", Site.ALICES.openSocket("a")), "Origin", ORIGIN);
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("*");
    }

    @Test
    default void aPageMayReadThatItsMethodIsWrong() {
        assertThat(Door.call("PUT", "/eventsource", "Origin", ORIGIN).header(ALLOW_ORIGIN))
                .isEqualTo("*");
        assertThat(Door.call("PUT", "/socket/s", "Origin", ORIGIN).header(ALLOW_ORIGIN))
                .isEqualTo("*");
    }

    @Test
    default void aPageMayReadWhatItPublished() {
        String path = "/socket/" + Site.ALICES.openSocket("a");
        assertThat(Door.post(path, Form.of("data", "d"), "Origin", ORIGIN).header(ALLOW_ORIGIN))
                .isEqualTo("*");
        assertThat(Door.post(path, Form.of(), "Origin", ORIGIN).header(ALLOW_ORIGIN))
                .isEqualTo("*");
        assertThat(Door.post("/socket/unknown", Form.of("data", "d"), "Origin", ORIGIN)
                        .header(ALLOW_ORIGIN))
                .isEqualTo("*");
    }

    @ParameterizedTest
    @CsvSource({"/eventsource,GET", "/socket/s,POST"})
    default void answersPreflights(String path, String method) {
        Answer answer = Door.call(
                "OPTIONS",
                path,
                "Origin",
                ORIGIN,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "last-event-id");
        assertThat(answer.status()).isIn(200, 204);
        assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(list(answer, "Access-Control-Allow-Methods")).contains(method);
        assertThat(list(answer, "Access-Control-Allow-Headers"))
                .contains("Last-Event-ID", "X-Requested-With", "Cache-Control", "Content-Type")
                .contains("traceparent", "tracestate", "baggage", "sentry-trace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/socket", "/event"})
    default void callsWithCredentialsAreForNoPage(String path) {
        Form form = Form.of("channel", "a", "data", "d")
                .and(Site.ALICES.credentials().parameters());
        assertNoCors(Door.post(path, form, "Origin", ORIGIN));
        assertNoCors(Door.post(path, Form.of(), "Origin", ORIGIN));
        assertNoCors(Door.call("OPTIONS", path, "Origin", ORIGIN, "Access-Control-Request-Method", "POST"));
    }

    private static void assertNoCors(Answer answer) {
        assertThat(answer.response().headers().map().keySet())
                .noneMatch(name -> name.regionMatches(true, 0, "access-control-", 0, 15));
    }

    private static List<String> list(Answer answer, String header) {
        return List.of(answer.header(header).split(", *", -1));
    }
}

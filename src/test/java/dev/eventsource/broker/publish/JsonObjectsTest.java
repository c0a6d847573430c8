package dev.eventsource.broker.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of one body. */
class JsonObjectsTest {
    private static final String LINES = "application/x-ndjson";
    private static final String ARRAY = "Application/JSON; charset=utf-8";

    @Test
    void areLines() {
        assertThat(of(LINES, "\uFEFF{\"a\":1}\r\n\n{\"b\":\"\\n\"}\n  \nx"))
                .containsExactly("{\"a\":1}", "{\"b\":\"\\n\"}", "x");
    }

    @Test
    void areElementsOfAnArrayAsTheyWereWritten() {
        assertThat(of(ARRAY, " [ {\"a\":[1e2,{\"b\":\"],}\\\"\\\\\"}]} ,2,\"x,]\"] "))
                .containsExactly(" {\"a\":[1e2,{\"b\":\"],}\\\"\\\\\"}]} ", "2", "\"x,]\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[", "]", "[{}", "[{}]]", "[{}],[{}]", "[\"]", "[{]", "[}]", "[\"\\", "[]", "[ ]"})
    void areNoneWhereTheBodyIsNoArray(String body) {
        assertRefused(ARRAY, body.getBytes(UTF_8), 400);
    }

    @Test
    void areNoneWhereThereAreTooManyOrTheyAreOfAnotherKind() {
        String line = "{}\n";
        assertThat(of(LINES, line.repeat(1_000))).hasSize(1_000);
        assertRefused(LINES, line.repeat(1_001).getBytes(UTF_8), 413);
        assertRefused(ARRAY, ("[" + String.join(",", Collections.nCopies(1_001, "1")) + "]").getBytes(UTF_8), 413);
        assertRefused(LINES, "\n \n".getBytes(UTF_8), 400);
        assertRefused(LINES, new byte[] {(byte) 0xff}, 400);
        assertRefused("application/x-www-form-urlencoded", "a=b".getBytes(UTF_8), 415);
        assertRefused(null, "{}".getBytes(UTF_8), 415);
    }

    private static List<String> of(String type, String body) {
        return JsonObjects.of(type, body.getBytes(UTF_8));
    }

    private static void assertRefused(@Nullable String type, byte[] body, int status) {
        assertThatThrownBy(() -> JsonObjects.of(type, body))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        problem -> assertThat(problem.getResponse().getStatus()).isEqualTo(status));
    }
}

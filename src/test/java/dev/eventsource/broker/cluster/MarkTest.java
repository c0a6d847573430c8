package dev.eventsource.broker.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {
    private static final String NODE = "0123456789ab";

    @ParameterizedTest
    @EnumSource
    void isReadAsItWasWritten(Mark.Way way) {
        Mark mark = new Mark(way, NODE, 42);
        assertThat(Mark.parse(mark.post("", "").body())).isEqualTo(mark);
    }

    @Test
    void isJsonForThoseWhoShareTheExchange() {
        assertThat(new String(new Mark(Mark.Way.THROUGH, NODE, 7).post("", "").body(), UTF_8))
                .isEqualTo("{\"eshq:mark\":\"through\",\"node\":\"0123456789ab\",\"number\":7}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"eshq:mark\":\"through\",\"node\":\"0123456789ab\",\"number\":7} ",
                "{\"eshq:mark\":\"other\",\"node\":\"0123456789ab\",\"number\":7}",
                "{\"eshq:mark\":\"through\",\"node\":\"0123456789ab\",\"number\":7,\"channel\":\"a\",\"data\":\"d\"}",
            })
    void isNothingElse(String body) {
        assertThat(Mark.parse(body.getBytes(UTF_8))).isNull();
    }
}

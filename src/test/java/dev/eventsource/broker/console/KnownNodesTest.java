package dev.eventsource.broker.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNodesTest {
    private long now;
    private final KnownNodes nodes = new KnownNodes(() -> now);

    @Test
    void sayHowLongAgoTheyWereHeardOf() {
        nodes.hear("{\"node\":\"00000000000b\",\"connections\":1}");
        nodes.hear("{\"node\":\"00000000000a\"}");
        now += TimeUnit.MILLISECONDS.toNanos(1_500);
        nodes.hear("{\"node\":\"00000000000a\",\"connections\":2}");
        assertThat(all()).extracting(node -> node.getString("node")).containsExactly("00000000000a", "00000000000b");
        assertThat(all().get(0).getInt("connections")).isEqualTo(2);
        assertThat(all())
                .extracting(node -> node.getJsonNumber("age").doubleValue())
                .containsExactly(0.0, 1.5);
    }

    @Test
    void areForgottenAfterAMinute() {
        nodes.hear("{\"node\":\"00000000000a\"}");
        now += TimeUnit.SECONDS.toNanos(61);
        assertThat(all()).isEmpty();
        assertThat(nodes.has("00000000000a")).isFalse();
    }

    @Test
    void areNotMoreThanTheyMay() {
        for (int i = 0; i < 10_000; i++) {
            nodes.hear("{\"node\":\"%012x\"}".formatted(i));
        }
        assertThat(all()).hasSizeLessThanOrEqualTo(KnownNodes.MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "{\"node\":1}", "{\"node\":\"<b>\"}", "{\"node\":\"00000000000A\"}"})
    void passOverWhatNoNodeSays(String text) {
        nodes.hear(text);
        assertThat(all()).isEmpty();
    }

    @Test
    void passOverWhatIsTooLong() {
        nodes.hear("{\"node\":\"00000000000a\",\"host\":\"" + "h".repeat(70_000) + "\"}");
        assertThat(all()).isEmpty();
    }

    private List<JsonObject> all() {
        return nodes.toJson().build().getValuesAs(JsonObject.class);
    }
}

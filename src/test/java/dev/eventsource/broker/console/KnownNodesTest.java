package dev.eventsource.broker.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNodesTest {
    private long now;
    private final KnownNodes nodes = new KnownNodes(() -> now);

    @Test
    void sayHowLongAgoTheyWereHeardOf() {
        nodes.hear(figures("00000000000b", 1));
        nodes.hear(figures("00000000000a", 0));
        now += TimeUnit.MILLISECONDS.toNanos(1_500);
        nodes.hear(figures("00000000000a", 2));
        assertThat(all()).extracting(node -> node.getString("node")).containsExactly("00000000000a", "00000000000b");
        assertThat(all().get(0).getInt("connections")).isEqualTo(2);
        assertThat(all())
                .extracting(node -> node.getJsonNumber("age").doubleValue())
                .containsExactly(0.0, 1.5);
    }

    @Test
    void areForgottenAfterAMinute() {
        nodes.hear(figures("00000000000a", 0));
        now += TimeUnit.SECONDS.toNanos(61);
        assertThat(all()).isEmpty();
        assertThat(nodes.has("00000000000a")).isFalse();
    }

    @Test
    void areNotMoreThanTheyMay() {
        for (int i = 0; i < 10_000; i++) {
            nodes.hear(figures("%012x".formatted(i), 0));
        }
        assertThat(all()).hasSizeLessThanOrEqualTo(KnownNodes.MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "{\"node\":1}", "{\"node\":\"<b>\"}", "{\"node\":\"00000000000A\"}"})
    void passOverWhatNoNodeSays(String text) {
        nodes.hear(text);
        assertThat(all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"host\":\"h\" | \"host\":null",
                "\"ready\":true | \"ready\":1",
                "\"busiest\":[ | \"busiest\":[null,",
                "\"channel\":\"c\" | \"channel\":7",
                "\"user\":\"u\" | \"user\":{}",
                "\"mongodb\":\"away\" | \"mongodb\":[]",
                "\"lag_seconds\" | \"lag\""
            })
    void passOverFiguresOfAnotherForm(String right, String wrong) {
        String figures = figures("00000000000a", 0);
        assertThat(figures).contains(right);
        nodes.hear(figures.replace(right, wrong));
        assertThat(all()).isEmpty();
        nodes.hear(figures);
        assertThat(all()).hasSize(1);
    }

    private static String figures(String node, int connections) {
        return """
                {"node":"%s","host":"h","version":"1","up_seconds":1,"ready":true,"draining":false,\
                "problems":{"mongodb":"away"},"connections":%d,"channels":1,"events":1,"events_per_second":1.5,\
                "deliveries":1,"deliveries_per_second":1,"lag_seconds":0.1,"refused":0,\
                "busiest":[{"channel":"c","user":"u","events_per_second":1,"streams":1}]}""".formatted(node, connections);
    }

    @Test
    void passOverWhatIsTooLong() {
        nodes.hear(figures("00000000000a", 0).replace("\"h\"", "\"" + "h".repeat(70_000) + "\""));
        assertThat(all()).isEmpty();
    }

    private List<JsonObject> all() {
        return nodes.toJson().build().getValuesAs(JsonObject.class);
    }
}

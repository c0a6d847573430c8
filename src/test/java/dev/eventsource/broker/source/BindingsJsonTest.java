package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BindingsJsonTest {
    @Test
    void whatIsWrittenIsRead() {
        Set<SourceBinding> bindings = Set.of(
                new SourceBinding("a", "#", Map.of()),
                new SourceBinding("b", "", Map.of("x-match", "any", "n", Long.MAX_VALUE, "t", true)));
        assertThat(BindingsJson.read(BindingsJson.write(bindings))).isEqualTo(bindings);
    }

    @Test
    void whatSomebodyElseWroteIsNothing() {
        String good = "{\"exchange\":\"a\",\"key\":\"k\",\"arguments\":{}}";
        String large = good.replace("{}", "{\"n\":9223372036854775808}");
        assertThat(BindingsJson.read(("[" + good + "," + large + "]").getBytes(UTF_8)))
                .isEmpty();
        assertThat(BindingsJson.read("no".getBytes(UTF_8))).isEmpty();
    }
}

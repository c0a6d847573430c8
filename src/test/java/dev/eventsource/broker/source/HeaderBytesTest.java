package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.impl.LongStringHelper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderBytesTest {
    @Test
    void countsLongTextsAndManySmallValues() {
        assertThat(HeaderBytes.of(null)).isZero();
        assertThat(HeaderBytes.of(Map.of("h", LongStringHelper.asLongString("x".repeat(5_000)))))
                .isBetween(5_000L, 6_000L);
        assertThat(HeaderBytes.of(Map.of("h", List.of(1, 2, 3, Map.of("a", true, "b", new byte[7])))))
                .isBetween(600L, 2_000L);
    }

    @Test
    void tablesInTablesEndNoStack() {
        Map<String, Object> deep = Map.of("h", 1);
        for (int i = 0; i < 100_000; i++) {
            deep = Map.of("h", deep);
        }
        assertThat(HeaderBytes.of(deep)).isGreaterThan(10_000_000);
    }
}

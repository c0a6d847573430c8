package dev.eventsource.broker.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private final Deliveries deliveries = new Deliveries();

    @Test
    void handsOutWhatWasAddedOnce() {
        LongAdder one = deliveries.open("alice");
        LongAdder other = deliveries.open("alice");
        deliveries.open("bob").add(5);
        one.add(2);
        other.add(1);
        assertThat(take()).isEqualTo(Map.of("alice", 3L, "bob", 5L));
        one.add(1);
        assertThat(take()).isEqualTo(Map.of("alice", 1L));
        assertThat(take()).isEmpty();
    }

    @Test
    void losesNothingOfAStreamThatEnded() {
        deliveries.open("alice").add(2);
        deliveries.close("alice");
        assertThat(take()).isEqualTo(Map.of("alice", 2L));
        deliveries.open("alice").add(1);
        assertThat(take()).isEqualTo(Map.of("alice", 1L));
    }

    @Test
    void goesOnCountingWhereOneOfSeveralStreamsEnded() {
        LongAdder stays = deliveries.open("alice");
        deliveries.open("alice");
        deliveries.close("alice");
        take();
        stays.add(1);
        assertThat(take()).isEqualTo(Map.of("alice", 1L));
    }

    private Map<String, Long> take() {
        Map<String, Long> taken = new HashMap<>();
        deliveries.take(taken::put);
        return taken;
    }
}

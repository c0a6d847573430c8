package dev.eventsource.broker.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class UserCountersTest {
    private final UserCounters counters = new UserCounters();

    @Test
    void handsOutWhatWasAddedOnce() {
        LongAdder one = counters.join("alice");
        LongAdder other = counters.join("alice");
        counters.join("bob").add(5);
        one.add(2);
        other.add(1);
        assertThat(take()).isEqualTo(Map.of("alice", 3L, "bob", 5L));
        one.add(1);
        assertThat(take()).isEqualTo(Map.of("alice", 1L));
        assertThat(take()).isEmpty();
    }

    @Test
    void losesNothingOfAStreamThatEnded() {
        counters.join("alice").add(2);
        counters.leave("alice");
        assertThat(take()).isEqualTo(Map.of("alice", 2L));
        counters.join("alice").add(1);
        assertThat(take()).isEqualTo(Map.of("alice", 1L));
    }

    @Test
    void goesOnCountingWhereOneOfSeveralStreamsEnded() {
        LongAdder stays = counters.join("alice");
        counters.join("alice");
        counters.leave("alice");
        take();
        stays.add(1);
        assertThat(take()).isEqualTo(Map.of("alice", 1L));
    }

    private Map<String, Long> take() {
        Map<String, Long> taken = new HashMap<>();
        counters.take(taken::put);
        return taken;
    }
}

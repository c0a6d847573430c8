package dev.eventsource.broker.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many may ask at a time. */
class WaitingTest {
    private final Waiting waiting = new Waiting();

    @Test
    void oneUserLeavesRoomForOthers() {
        long entered =
                IntStream.range(0, 1_000).filter(i -> waiting.enter("alice")).count();
        assertThat(entered).isEqualTo(128);
        assertThat(waiting.enter("bob")).isTrue();
        waiting.leave("alice");
        assertThat(waiting.enter("alice")).isTrue();
        assertThat(waiting.enter("alice")).isFalse();
    }

    @Test
    void allTogetherHaveALimitToo() {
        long entered = IntStream.range(0, 1_000)
                .filter(i -> waiting.enter("user-" + i))
                .count();
        assertThat(entered).isEqualTo(512);
        waiting.leave("user-1");
        assertThat(waiting.enter("another")).isTrue();
    }
}

package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FencesTest {
    private final Fences fences = new Fences();
    private final List<Boolean> told = new ArrayList<>();

    @Test
    void tellsAllOthersWhereOneFails() throws InterruptedException {
        fences.open();
        fences.next(told::add);
        fences.next(passed -> {
            throw new StackOverflowError("by a test");
        });
        fences.next(told::add);
        fences.pass(fences.awaitAsked(Duration.ofSeconds(1)).orElseThrow());
        assertThat(told).containsExactly(true, true);
    }

    @Test
    void goesOnWhereTheFeedIsLost() {
        fences.open();
        fences.next(passed -> {
            throw new IllegalStateException("by a test");
        });
        fences.next(told::add);
        fences.close();
        fences.next(told::add);
        assertThat(told).containsExactly(false, false);
    }
}

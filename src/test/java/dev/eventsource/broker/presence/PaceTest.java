package dev.eventsource.broker.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Unavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Pace pace = new Pace(nanos::get);

    @Test
    void growsWhileMongoDbIsQuickAndNotByOperationsThatAreAboutLittle() {
        assertThat(after(50, Duration.ofMillis(60))).isEqualTo(80);
        assertThat(after(3, Duration.ofMillis(60))).isEqualTo(80);
        assertThat(after(110, Duration.ofMillis(60))).isEqualTo(80);
        assertThat(after(200, Duration.ofMillis(900))).isEqualTo(80);
    }

    @Test
    void shrinksToWhatMongoDbDoesInASecond() {
        assertThat(after(50, Duration.ofMillis(2_500))).isEqualTo(20);
        assertThat(after(20, Duration.ofSeconds(4))).isEqualTo(10);
        assertThat(after(10, Duration.ofMillis(500))).isEqualTo(20);
    }

    @Test
    void isLeastAfterAFailure() {
        assertThatThrownBy(() -> pace.measure(50, () -> {
                    throw new Unavailable("as if", null);
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(pace.size()).isEqualTo(10);
    }

    private int after(int places, Duration time) {
        pace.measure(places, () -> nanos.addAndGet(time.toNanos()));
        return pace.size();
    }
}

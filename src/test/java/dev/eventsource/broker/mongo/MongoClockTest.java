package dev.eventsource.broker.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.eventsource.broker.http.Unavailable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class MongoClockTest {
    private static final Instant TOLD = Instant.parse("2031-02-03T04:05:06.007Z");

    private final AtomicLong millis = new AtomicLong(100);
    private final MongoClock clock = new MongoClock(() -> nanos(millis.get()));

    @Test
    void knowsNoTimeBeforeItIsTold() {
        assertThatThrownBy(clock::instant).isInstanceOf(Unavailable.class);
    }

    @Test
    void goesOnFromWhatItWasTold() {
        read(TOLD, 100, 100);
        millis.set(1_600);
        assertThat(clock.instant()).isEqualTo(TOLD.plusMillis(1_500));
    }

    @Test
    void takesTheTimeAsToldHalfwayThroughAnAnswer() {
        read(TOLD, 0, 100);
        assertThat(clock.instant()).isEqualTo(TOLD.plusMillis(50));
    }

    @Test
    void doesNotJumpWithTheNetworksDelays() {
        read(TOLD, 0, 100);
        read(TOLD.plusMillis(20), 0, 100);
        assertThat(clock.instant()).isEqualTo(TOLD.plusMillis(50));
    }

    @Test
    void followsAClockThatWasSet() {
        read(TOLD, 100, 100);
        read(TOLD.plusSeconds(60), 100, 100);
        assertThat(clock.instant()).isEqualTo(TOLD.plusSeconds(60));
        read(TOLD.minusSeconds(60), 100, 100);
        assertThat(clock.instant()).isEqualTo(TOLD.minusSeconds(60));
    }

    @Test
    void goesByTheNodesClockWhereMongoDbTellsNone() {
        clock.read(new Document("ok", 1), nanos(0), nanos(100));
        assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void knowsWhenMongoDbWasAway() {
        read(TOLD, 100, 100);
        read(TOLD.plusMillis(1_500), 1_600, 1_600);
        assertThat(clock.latestOutage()).isEmpty();
        millis.set(9_600);
        read(TOLD.plusMillis(9_500), 9_600, 9_600);
        assertThat(clock.latestOutage())
                .contains(new MongoClock.Outage(TOLD.plusMillis(1_500), TOLD.plusMillis(9_500)));
    }

    private void read(Instant told, long askedAtMillis, long answeredAtMillis) {
        clock.read(new Document("localTime", Date.from(told)), nanos(askedAtMillis), nanos(answeredAtMillis));
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

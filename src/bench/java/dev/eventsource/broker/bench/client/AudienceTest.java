package dev.eventsource.broker.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudienceTest {
    private final Audience audience = new Audience(() -> {});

    @Test
    void findsNoFaultWithEventsInOrder() {
        deliver(0, 0);
        deliver(1, 1);
        assertThat(audience.faults()).isEmpty();
        assertThat(audience.deliveries()).isEqualTo(2);
    }

    @Test
    void countsWhatIsMissing() {
        deliver(3, 0);
        assertThat(audience.faults()).startsWith("3 missing, 0 repeated");
    }

    @Test
    void countsWhatComesTwice() {
        deliver(0, 0);
        deliver(0, 1);
        assertThat(audience.faults()).startsWith("0 missing, 1 repeated");
    }

    @Test
    void countsResetsAndEnds() {
        audience.noteTime(2_500);
        audience.onControl("eshq:open", 1_000);
        audience.onControl("ping", 1_000);
        audience.onControl("eshq:reset", 1_000);
        audience.onEnd("closed");
        audience.onEnd("broken off");
        assertThat(audience.faults()).endsWith("1 resets, 2 ended");
        assertThat(audience.open()).isEqualTo(1);
        assertThat(audience.openings().getMaxValue()).isEqualTo(1_500);
        assertThat(audience.firstEnd()).isEqualTo("closed");
    }

    @Test
    void countsLatencyFromWhenAnEventWasDue() {
        audience.noteTime(1_500);
        audience.onDelivery(0, 0, 1_000);
        assertThat(audience.latencies().getMaxValue()).isEqualTo(500);
    }

    private void deliver(long number, long expected) {
        audience.onDelivery(number, expected, 0);
    }
}

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
        audience.onControl("eshq:open");
        audience.onControl("ping");
        audience.onControl("eshq:reset");
        audience.onEnd();
        assertThat(audience.faults()).endsWith("1 resets, 1 ended");
        assertThat(audience.open()).isEqualTo(1);
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

package dev.eventsource.broker.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthReportTest {
    private final HealthReport report = new HealthReport();

    @Test
    void isGoodWhileEveryPartIs() {
        report.add("a", Optional.empty());
        assertThat(report.isGood()).isTrue();
        report.add("b", Optional.of("is out of order"));
        assertThat(report.isGood()).isFalse();
        assertThat(report.problems()).containsEntry("b", Optional.of("is out of order"));
        assertThat(report.isStuck()).isFalse();
    }

    @Test
    void namesAThreadThatDoesNotDoItsWork() {
        try (Worker failing = new Worker("failing", Duration.ofMillis(20), () -> {
                    throw new OutOfMemoryError("deliberate");
                });
                Worker good = new Worker("good", () -> Thread.sleep(1))) {
            failing.start();
            good.start();
            await().until(() -> failing.problem().isPresent());
            report.add(failing);
            report.add(good);
            assertThat(report.isGood()).isFalse();
            assertThat(report.problems().get("failing")).isPresent();
            assertThat(report.problems()).containsEntry("good", Optional.empty());
            assertThat(report.failures().get("failing")).isPositive();
            assertThat(report.failures()).containsEntry("good", 0L);
        }
    }

    @Test
    void whatWasNotStartedIsNotMissed() {
        try (Worker idle = new Worker("idle", Duration.ZERO, () -> {})) {
            report.add(idle);
            assertThat(report.isGood()).isTrue();
            assertThat(report.isStuck()).isFalse();
        }
    }
}

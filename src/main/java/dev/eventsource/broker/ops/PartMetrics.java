package dev.eventsource.broker.ops;

import static java.util.stream.Collectors.toMap;

import dev.eventsource.broker.schedule.HealthReport;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/** What the parts of this node say of themselves, each by its name. Any thread may ask. */
@Singleton
class PartMetrics {
    private static final String TIME = "As GET /status says it.";

    private final Event<HealthReport> parts;

    @Inject
    PartMetrics(Event<HealthReport> parts) {
        this.parts = parts;
    }

    void addTo(MetricsPage page) {
        HealthReport report = new HealthReport();
        parts.fire(report);
        Map<String, Long> up = report.problems().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, part -> part.getValue().isEmpty() ? 1L : 0L));
        page.gauge("eventsource_part_up", "1 while a part of this node does its work.", "part", up);
        page.counter(
                "eventsource_part_failures_total",
                "Turns of background threads that failed in a way that nobody foresaw.",
                "part",
                report.failures());
        report.times().forEach((name, time) -> page.gauge("eventsource_" + name + "_seconds", TIME, time));
    }
}

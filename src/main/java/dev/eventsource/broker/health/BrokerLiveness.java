package dev.eventsource.broker.health;

import dev.eventsource.broker.schedule.HealthReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether this node's threads do anything at all; no outage of another server changes it. Any thread may ask. */
@Liveness
@ApplicationScoped
public class BrokerLiveness implements HealthCheck {
    @Inject
    Event<HealthReport> parts;

    @Override
    public HealthCheckResponse call() {
        HealthReport report = new HealthReport();
        parts.fire(report);
        return HealthCheckResponse.named("broker").status(!report.isStuck()).build();
    }
}

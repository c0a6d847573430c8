package dev.eventsource.broker.health;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.stream.Draining;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether this node is to get new streams; no outage that all nodes share changes it. Any thread may ask. */
@Readiness
@ApplicationScoped
public class BrokerReadiness implements HealthCheck {
    @Inject
    Channels channels;

    @Inject
    Draining draining;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("broker")
                .status(channels.isComplete() && !draining.isBegun())
                .build();
    }
}

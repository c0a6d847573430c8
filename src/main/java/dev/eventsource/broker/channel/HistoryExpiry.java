package dev.eventsource.broker.channel;

import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Drops each second what is too old, though nothing comes in. */
@Singleton
class HistoryExpiry {
    private final Periodic turns;

    @Inject
    HistoryExpiry(Channels channels) {
        this.turns = new Periodic("history", Duration.ofSeconds(1), channels::dropOld);
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
    }
}

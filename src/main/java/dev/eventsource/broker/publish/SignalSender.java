package dev.eventsource.broker.publish;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.SignalExchange;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Worker;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Sends what this node tells the others, one signal after the other, on a thread of its own. */
@Singleton
class SignalSender {
    private static final Logger LOG = System.getLogger(SignalSender.class.getName());

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Signals signals;
    private final SignalExchange exchange;
    private final Publisher publisher;
    private final Worker worker = new Worker("signals", this::turn);

    @Inject
    SignalSender(Signals signals, SignalExchange exchange, Publisher publisher) {
        this.signals = signals;
        this.exchange = exchange;
        this.publisher = publisher;
    }

    void start(@Observes Startup deployment) {
        worker.start();
    }

    void report(@Observes HealthReport report) {
        report.add(worker);
    }

    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.PLATFORM_AFTER)
                    Shutdown undeployment) {
        worker.close();
    }

    private void turn() throws InterruptedException {
        Signal signal = signals.poll(LONGEST_WAIT);
        if (signal != null) {
            send(signal);
        }
    }

    private void send(Signal signal) {
        try {
            publisher.post(exchange.post(signal));
        } catch (Unavailable e) {
            LOG.log(Level.DEBUG, "A signal is lost; what it said stands in MongoDB", e);
        }
    }
}

package dev.eventsource.broker.feed;

import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.cluster.Mark;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.publish.Publisher;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Worker;
import dev.eventsource.broker.settings.Node;
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
import java.util.OptionalLong;

/**
 * Puts marks into the feed while somebody waits for one. A mark may get lost (just after its start RabbitMQ confirms what
 * it cannot route yet), so it is put again each second, and given up after five.
 */
@Singleton
class FenceSender {
    private static final Logger LOG = System.getLogger(FenceSender.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 5;

    private final Fences fences;
    private final String node;
    private final Publisher publisher;
    private final Worker worker = new Worker("fences", this::turn);

    /** Written by the feed's thread before it opens the fences, and so before any is asked for. */
    private volatile String queue = "";

    @Inject
    FenceSender(Fences fences, Node node, Publisher publisher) {
        this.fences = fences;
        this.node = node.id();
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

    /** The queue that is read from now on. */
    void serve(String newQueue) {
        queue = newQueue;
    }

    private void turn() throws InterruptedException {
        OptionalLong asked = fences.awaitAsked(PATIENCE);
        if (asked.isPresent()) {
            serve(asked.getAsLong());
        }
    }

    /** Whoever waits is told in any case: a mark that cannot be put is one that does not come in. */
    private void serve(long number) throws InterruptedException {
        try {
            put(number);
        } finally {
            fences.giveUp(number);
        }
    }

    private void put(long number) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                publisher.post(new Mark(Mark.Way.FENCE, node, number).post("", queue));
            } catch (Unavailable e) {
                LOG.log(Level.DEBUG, "A mark could not be put into the feed", e);
            }
            if (fences.awaitPassed(number, PATIENCE)) {
                return;
            }
        }
    }
}

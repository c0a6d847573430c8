package dev.eventsource.broker.it.browser;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A hundred events a second, numbered from 1, until they are ended. One thread publishes and counts. */
final class CountedEvents implements AutoCloseable {
    private static final int MILLIS = 10;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Stage stage;
    private int published;

    private CountedEvents(Stage stage) {
        this.stage = stage;
    }

    static CountedEvents publish(Stage stage) {
        CountedEvents events = new CountedEvents(stage);
        var unused = events.thread.scheduleAtFixedRate(events::next, 0, MILLIS, TimeUnit.MILLISECONDS);
        return events;
    }

    private void next() {
        stage.publish(Integer.toString(published + 1));
        published++;
    }

    /** How many there were; no more follow. */
    int end() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("RabbitMQ takes nothing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return published;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

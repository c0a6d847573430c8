package dev.eventsource.broker.retained;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.LastValues;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
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
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Loads the last values when this node has its history, and stores those that change, half a second apart, in a thread of its own;
 * {@code failures} any may count, and {@code cleaned} is that thread's.
 */
@Singleton
public final class RetainedValues {
    private static final Logger LOG = System.getLogger(RetainedValues.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Far longer than it takes a node to store what it has. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final Duration CLEARED_LIFE = Duration.ofHours(1);

    private final Channels channels;
    private final LastValues values;
    private final StoredValues stored;
    private final Epochs epochs;
    private final ValueLoader loader;
    private final ValueWriter writer;
    private final Patience patience;
    private final LongAdder failures = new LongAdder();
    private final Periodic turns = new Periodic("retained", PAUSE, this::turn);
    private Instant cleaned = Instant.now();

    @Inject
    RetainedValues(Channels channels, Mongo mongo) {
        this(channels, mongo, AGAIN);
    }

    RetainedValues(Channels channels, Mongo mongo, Duration again) {
        this.channels = channels;
        this.values = channels.lastValues();
        this.stored = new StoredValues(mongo);
        this.epochs = new Epochs(mongo);
        this.loader = new ValueLoader(channels, stored, epochs, CLEARED_LIFE, again, this::beat);
        this.writer = new ValueWriter(values, stored, epochs, turns::beat);
        this.patience = new Patience(channels);
    }

    void start(@Observes Startup deployment) {
        channels.awaitLastValues();
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
        report.add("last-values", isLoaded() ? values.fault() : Optional.of("are being loaded from MongoDB"));
    }

    /** While there is no history there is nothing to be loaded yet, which others say. */
    private boolean isLoaded() {
        return (loader.hasLoaded() && channels.isComplete()) || !channels.hasHistory();
    }

    /** After all streams have ended, and before MongoDB is left: what has just come in is stored. */
    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.LIBRARY_AFTER)
                    Shutdown undeployment) {
        turns.close();
        try {
            turn();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The last values that came in at the end are stored by another node", e);
        }
    }

    /** Loads and stores what is due; its thread calls it. */
    void turn() {
        letStreamsBegin();
        try {
            if (channels.hasHistory()) {
                channels.log().ifPresent(this::turn);
            }
        } catch (Unavailable e) {
            failures.increment();
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Last values are loaded and stored when MongoDB answers again");
        } finally {
            letStreamsBegin();
        }
    }

    private void letStreamsBegin() {
        patience.look(!loader.hasLoaded());
    }

    private void beat() {
        letStreamsBegin();
        turns.beat();
    }

    private void turn(String log) {
        if (epochs.ofCurrent(log).isEmpty()) {
            return;
        }
        loader.load(log);
        writer.writeAll();
        clean();
    }

    private void clean() {
        Instant now = Instant.now();
        if (now.isAfter(cleaned.plus(CLEARED_LIFE.dividedBy(6)))) {
            cleaned = now;
            stored.removeCleared(now.minus(CLEARED_LIFE));
        }
    }

    /** How often MongoDB did not take or give them. */
    public long failures() {
        return failures.sum();
    }
}

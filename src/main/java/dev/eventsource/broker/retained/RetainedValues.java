package dev.eventsource.broker.retained;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.LastValue;
import dev.eventsource.broker.channel.LastValues;
import dev.eventsource.broker.channel.Loading;
import dev.eventsource.broker.channel.StoredPlace;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Loads the last values when this node has its history, and stores those that change, half a second apart. {@code
 * loadedOf} is written by its thread and read by any; {@code failures} any may count; all other fields belong to its thread.
 */
@Singleton
public final class RetainedValues {
    private static final Logger LOG = System.getLogger(RetainedValues.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Streams that are behind a gap in the feed get no events meanwhile. */
    private static final Duration PATIENCE_AT_GAP = Duration.ofSeconds(2);

    /** Far longer than it takes a node to store what it has. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final Duration CLEARED_LIFE = Duration.ofHours(1);
    private static final long MOST_BYTES = 8L << 20;

    /** What one turn writes at most, so that a stop need not wait. */
    private static final int MOST_BULKS = 100;

    private final Channels channels;
    private final LastValues values;
    private final StoredValues stored;
    private final Epochs epochs;
    private final Duration again;
    private final LongAdder failures = new LongAdder();
    private final Periodic turns = new Periodic("retained", PAUSE, this::turn);
    private volatile String loadedOf = "";
    private long loadedGaps;
    private long loadedAt;
    private boolean loadsAgain;
    private long waitsSince;
    private boolean waits;
    private Instant cleaned = Instant.now();

    @Inject
    RetainedValues(Channels channels, Mongo mongo) {
        this(channels, mongo, AGAIN);
    }

    RetainedValues(Channels channels, Mongo mongo, Duration again) {
        this.again = again;
        this.channels = channels;
        this.values = channels.lastValues();
        this.stored = new StoredValues(mongo);
        this.epochs = new Epochs(mongo);
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
        return (!loadedOf.isEmpty() && channels.isComplete()) || !channels.hasHistory();
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

    /** They wait for the values to be loaded, but not for MongoDB to come back. */
    private void letStreamsBegin() {
        if (!channels.hasHistory() || !channels.awaitsLastValues()) {
            waits = false;
            return;
        }
        long now = System.nanoTime();
        waitsSince = waits ? waitsSince : now;
        waits = true;
        Duration patience = loadedOf.isEmpty() ? PATIENCE : PATIENCE_AT_GAP;
        if (now - waitsSince >= patience.toNanos()) {
            channels.noteLastValues();
        }
    }

    private void turn(String log) {
        OptionalLong epoch = epochs.ofCurrent(log);
        if (epoch.isEmpty()) {
            return;
        }
        long gaps = channels.gaps();
        boolean isFirst = !log.equals(loadedOf) || gaps != loadedGaps;
        if (isFirst || (loadsAgain && System.nanoTime() - loadedAt >= again.toNanos())) {
            boolean isNews = load(epoch.getAsLong());
            loadsAgain = isFirst || isNews;
            loadedAt = System.nanoTime();
            loadedOf = log;
            loadedGaps = gaps;
            if (gaps == channels.gaps()) {
                channels.noteLastValues();
            }
        }
        storeAll();
        clean();
    }

    /** Whether it brought news. It is done again then, and once in any case: what others had still to store, a node that missed it does not hear. */
    private boolean load(long epoch) {
        Loading loading = values.beginLoading(CLEARED_LIFE);
        stored.visit(value -> {
            channels.offer(value, Objects.requireNonNull(value.stored()), epoch, loading);
            letStreamsBegin();
            turns.beat();
        });
        return values.endLoading(loading);
    }

    private void storeAll() {
        List<LastValue> doubtful = new ArrayList<>();
        try {
            boolean more = true;
            for (int bulk = 0; bulk < MOST_BULKS && more; bulk++) {
                more = storeSome(doubtful);
            }
        } finally {
            values.putBack(doubtful);
        }
    }

    private boolean storeSome(List<LastValue> doubtful) {
        List<LastValue> some = values.takeUnstored(Mongo.MOST_IN_BULK, MOST_BYTES);
        try {
            store(some, doubtful);
            return !some.isEmpty();
        } catch (RuntimeException e) {
            values.putBack(some);
            throw e;
        } finally {
            turns.beat();
        }
    }

    /**
     * Stores what is not stored by another node already.
     *
     * @param doubtful gets what may not be stored now, since another node was first
     */
    private void store(List<LastValue> some, List<LastValue> doubtful) {
        Map<LastValue, StoredPlace> placed = place(some, doubtful);
        if (placed.isEmpty()) {
            return;
        }
        Map<String, StoredPlace> known =
                stored.places(placed.keySet().stream().map(ValueDocument::id).toList());
        Map<LastValue, StoredPlace> newer = new LinkedHashMap<>();
        placed.forEach((value, place) -> {
            StoredPlace before = known.get(ValueDocument.id(value));
            if (before == null || place.isAfter(before)) {
                newer.put(value, place);
            }
        });
        if (!newer.isEmpty() && !stored.write(newer, known)) {
            doubtful.addAll(newer.keySet());
            placed.keySet().removeAll(newer.keySet());
        }
        values.noteStored(placed.keySet());
    }

    private Map<LastValue, StoredPlace> place(List<LastValue> some, List<LastValue> doubtful) {
        Map<LastValue, StoredPlace> placed = new LinkedHashMap<>();
        for (LastValue value : some) {
            StoredPlace place = values.place(value).orElse(null);
            if (place == null) {
                doubtful.add(value);
            } else {
                placed.put(value, new StoredPlace(place.log(), epochs.of(place.log()), place.number()));
            }
        }
        return placed;
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

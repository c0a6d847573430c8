package dev.eventsource.broker.retained;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.LastValues;
import dev.eventsource.broker.channel.Loading;
import java.time.Duration;
import java.util.Objects;

/**
 * Loads the last values that are stored: at a start, when another log is read, and behind a gap in the feed. {@code loadedOf} is written by
 * the one thread that loads and read by any; the other fields belong to that thread. {@code Unavailable} where MongoDB does not answer.
 */
final class ValueLoader {
    private final Channels channels;
    private final LastValues values;
    private final StoredValues stored;
    private final Epochs epochs;
    private final Duration clearedLife;
    private final Duration again;
    private final Runnable beat;
    private volatile String loadedOf = "";
    private long loadedGaps;
    private long loadedAt;
    private boolean loadsAgain;

    /**
     * One for the values of a node.
     *
     * @param clearedLife for how long at least it stays stored that one was cleared
     * @param again how long after a load others have stored what they had still to store
     * @param beat is called behind each value
     */
    ValueLoader(
            Channels channels,
            StoredValues stored,
            Epochs epochs,
            Duration clearedLife,
            Duration again,
            Runnable beat) {
        this.channels = channels;
        this.values = channels.lastValues();
        this.stored = stored;
        this.epochs = epochs;
        this.clearedLife = clearedLife;
        this.again = again;
        this.beat = beat;
    }

    /** Whether all were loaded once. Any thread may ask. */
    boolean hasLoaded() {
        return !loadedOf.isEmpty();
    }

    /** Loads what is due of the log that is read now, whose epoch is known. */
    void load(String log) {
        long gaps = channels.gaps();
        boolean isFirst = !log.equals(loadedOf) || gaps != loadedGaps;
        if (!isFirst && !(loadsAgain && System.nanoTime() - loadedAt >= again.toNanos())) {
            return;
        }
        boolean isNews = load();
        loadsAgain = isFirst || isNews;
        loadedAt = System.nanoTime();
        loadedOf = log;
        loadedGaps = gaps;
        if (gaps == channels.gaps()) {
            channels.noteLastValues();
        }
    }

    /** Whether it brought news. It is done again then, and once in any case: what others had still to store, a node that missed it does not hear. */
    private boolean load() {
        Loading loading = values.beginLoading(clearedLife);
        stored.visit(value -> {
            channels.offer(value, Objects.requireNonNull(value.stored()), epochs::of, loading);
            beat.run();
        });
        return values.endLoading(loading);
    }
}

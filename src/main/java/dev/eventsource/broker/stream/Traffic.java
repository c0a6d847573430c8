package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.count.Durations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has come and gone on this node's streams since its start. Any thread may note and ask. */
@Singleton
public final class Traffic {
    private final Counts<First> opened = new Counts<>(First.class);
    private final Counts<ResetReason> resets = new Counts<>(ResetReason.class);
    private final Counts<TurnAway> turnedAway = new Counts<>(TurnAway.class);
    private final LongAdder ended = new LongAdder();
    private final LongAdder slowConsumers = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Durations delays = new Durations();
    private final Durations openings = new Durations();

    /** With what a stream begins. */
    private enum First {
        OPEN,
        RESUMED,
        RESET
    }

    @Inject
    Traffic() {}

    /** A stream begins. */
    void noteOpened(Opening opening) {
        if (opening instanceof Opening.Reset reset) {
            opened.add(First.RESET);
            noteReset(reset.reason());
        } else {
            opened.add(opening instanceof Opening.Resumed ? First.RESUMED : First.OPEN);
        }
    }

    void noteReset(ResetReason reason) {
        resets.add(reason);
    }

    void noteTurnedAway(TurnAway reason) {
        turnedAway.add(reason);
    }

    void noteEnded() {
        ended.increment();
    }

    void noteSlowConsumer() {
        slowConsumers.increment();
    }

    void noteWritten(long moreEvents, long moreBytes) {
        events.add(moreEvents);
        bytes.add(moreBytes);
    }

    /** So many events came in that long before they were written to a stream that was open then. */
    void noteDelay(long nanos, int count) {
        delays.add(nanos, count);
    }

    /** A stream's first block was written so long after its request came. */
    void noteOpening(long nanos) {
        openings.add(nanos, 1);
    }

    /** How long events took from RabbitMQ to each stream that was open when they came in. */
    public Durations delays() {
        return delays;
    }

    /** How long streams took to begin, from the request to their first block. */
    public Durations openings() {
        return openings;
    }

    /** How many streams began, by what was said first: {@code open}, {@code resumed} or {@code reset}. */
    public Map<String, Long> opened() {
        return opened.byName();
    }

    /** How many resets were said, first or in mid-stream, by reason. */
    public Map<String, Long> resets() {
        return resets.byName();
    }

    /** How many were told to come back later, by reason. */
    public Map<String, Long> turnedAway() {
        return turnedAway.byName();
    }

    /** How many of them for want of room. */
    public long turnedAwayByLimits() {
        return turnedAway.of(TurnAway.NODE_LIMIT) + turnedAway.of(TurnAway.USER_LIMIT);
    }

    /** How many streams ended, whatever they began with. */
    public long ended() {
        return ended.sum();
    }

    /** How many subscribers read so slowly that the history has passed them. */
    public long slowConsumers() {
        return slowConsumers.sum();
    }

    /** How many events were written, each counted once for each stream. */
    public long events() {
        return events.sum();
    }

    /** How many bytes these took, without the broker's own frames and what HTTP adds. */
    public long bytes() {
        return bytes.sum();
    }
}

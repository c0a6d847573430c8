package dev.eventsource.broker.bench.client;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The subscribers of one server, and what came to all of them together. Belongs to the client's thread. */
public final class Audience implements AutoCloseable {
    private static final long LONGEST_LATENCY_MICROS = 60_000_000;
    private static final int DIGITS = 3;

    private final Runnable closing;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Histogram latencies = new Histogram(LONGEST_LATENCY_MICROS, DIGITS);
    private final Histogram openings = new Histogram(LONGEST_LATENCY_MICROS, DIGITS);
    private long deliveries;
    private long missing;
    private long repeated;
    private int open;
    private int ended;
    private int resets;
    private long nowMicros;
    private boolean isOpenByHead;
    private @Nullable String firstEnd;

    /** An audience of nobody yet, that does this when all of it is closed. */
    Audience(Runnable closing) {
        this.closing = closing;
    }

    /** As that, where a stream is open once its head has come. */
    static Audience ofHeads(Runnable closing) {
        Audience audience = new Audience(closing);
        audience.isOpenByHead = true;
        return audience;
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    void noteTime(long micros) {
        nowMicros = micros;
    }

    void onDelivery(long number, long expected, long dueMicros) {
        deliveries++;
        latencies.recordValue(Math.min(LONGEST_LATENCY_MICROS, Math.max(0, nowMicros - dueMicros)));
        if (number > expected) {
            missing += number - expected;
        } else if (number < expected) {
            repeated++;
        }
    }

    /** A frame of the server's own, on a stream that has been asked for since {@code begunMicros}. */
    void onControl(String name, long begunMicros) {
        switch (name) {
            case "eshq:open" -> onOpen(begunMicros);
            case "eshq:reset" -> resets++;
            default -> {}
        }
    }

    private void onOpen(long begunMicros) {
        open++;
        openings.recordValue(Math.min(LONGEST_LATENCY_MICROS, Math.max(0, nowMicros - begunMicros)));
    }

    void onHead(long begunMicros) {
        if (isOpenByHead) {
            onOpen(begunMicros);
        }
    }

    /** What nchan begins a stream with; the others send none, but for hubs, of which the head counts. */
    void onComment(long begunMicros) {
        if (!isOpenByHead) {
            onOpen(begunMicros);
        }
    }

    /** A stream has ended, and how. */
    void onEnd(String how) {
        ended++;
        if (firstEnd == null) {
            firstEnd = how;
        }
    }

    public int size() {
        return subscriptions.size();
    }

    /** How many have had their first frame. */
    public int open() {
        return open;
    }

    /** How many were ended by the server. */
    public int ended() {
        return ended;
    }

    /** How the first of those ended; empty: none has. */
    public String firstEnd() {
        return firstEnd == null ? "" : firstEnd;
    }

    /** How long each waited for its first frame from when it was asked for, in microseconds. */
    public Histogram openings() {
        return openings;
    }

    public long deliveries() {
        return deliveries;
    }

    public Histogram latencies() {
        return latencies;
    }

    /** What went wrong so far; empty: every event came once, in its place, to everyone. */
    public String faults() {
        boolean flawless = missing == 0 && repeated == 0 && resets == 0 && ended == 0;
        return flawless
                ? ""
                : "%d missing, %d repeated or late, %d resets, %d ended".formatted(missing, repeated, resets, ended);
    }

    /** From now on nobody reads. */
    public void stop() {
        subscriptions.forEach(Subscription::stop);
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        closing.run();
    }
}

package dev.eventsource.broker.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Callers that each make their next call once they have the answer to the one before, over connections that stay. One thread
 * uses it, and all that belongs to it.
 */
public final class Callers implements AutoCloseable {
    private static final int LARGEST_ANSWER = 16 << 10;
    private static final long LONGEST_MICROS = 60_000_000;
    private static final int DIGITS = 3;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final Selector selector;
    private final List<Caller> callers = new ArrayList<>();
    private final byte[] bytes = new byte[LARGEST_ANSWER];

    /** So many, connected. */
    public Callers(InetSocketAddress server, int count) {
        try {
            selector = Selector.open();
            for (int i = 0; i < count; i++) {
                callers.add(new Caller(server, selector, i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls for so long, and waits for the last answers; how many microseconds each call took.
     *
     * @param next the whole request that the caller of this number makes next
     */
    public Histogram call(Duration duration, IntFunction<byte[]> next) {
        Histogram latencies = new Histogram(LONGEST_MICROS, DIGITS);
        long end = System.nanoTime() + duration.toNanos();
        try {
            for (int i = 0; i < callers.size(); i++) {
                callers.get(i).call(next.apply(i));
            }
            int waiting = callers.size();
            while (waiting > 0) {
                if (System.nanoTime() - end > LONGEST_CALL.toNanos()) {
                    throw new IllegalStateException(waiting + " calls have no answer");
                }
                waiting -= answered(latencies, end, next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return latencies;
    }

    /** How many have had their last answer. */
    private int answered(Histogram latencies, long end, IntFunction<byte[]> next) throws IOException {
        int done = 0;
        selector.select(LONGEST_CALL.toMillis());
        for (var keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
            Caller caller = (Caller) keys.next().attachment();
            long micros = caller.read(bytes);
            if (micros >= 0) {
                latencies.recordValue(Math.min(LONGEST_MICROS, micros));
                if (System.nanoTime() - end < 0) {
                    caller.call(next.apply(caller.number()));
                } else {
                    done++;
                }
            }
        }
        return done;
    }

    @Override
    public void close() {
        callers.forEach(Caller::close);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.eventsource.broker.bench;

import java.time.Duration;
import java.util.List;

/** What the heap holds for each reader that stays and takes nothing, beyond what it holds for one that reads. */
final class StuckMemory implements Mode {
    private static final double KILOBYTE = 1_024;
    private static final int READERS = 200;

    /** More than fits into all buffers between a server and its reader; the history holds it for both kinds alike. */
    private static final int BYTES = 10_000_000;

    private static final Duration GETTING_STUCK = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "stuck memory";
    }

    @Override
    public void run(Arena arena, Report report) {
        for (Broker broker : arena.servers().brokers()) {
            double more = heapInUse(broker, true, arena) - heapInUse(broker, false, arena);
            String unit = "KB of heap each, of %d stuck, events of %d bytes"
                    .formatted(READERS, arena.options().length());
            report.add(new Figure(name(), broker.name(), unit, List.of(more / READERS / KILOBYTE)));
        }
    }

    private static long heapInUse(Broker broker, boolean stuck, Arena arena) {
        broker.awaitNoChannels();
        int events = BYTES / arena.options().length();
        try (Trial trial = arena.crowd(broker.contender(), READERS)) {
            if (stuck) {
                trial.stop();
                trial.feed().send(events);
                arena.client().runUntil(() -> false, GETTING_STUCK);
            } else {
                trial.feed().send(events);
                trial.await(events);
            }
            return trial.feed().heapInUse();
        }
    }
}

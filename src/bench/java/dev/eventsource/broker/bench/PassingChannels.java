package dev.eventsource.broker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Very many channels of one event each, with no subscriber, that grow too old together: what they take of the heap, against what
 * the history may take, and how late events are meanwhile that are delivered beside them, against how late they are without.
 */
final class PassingChannels implements Mode {
    /** What an idle server's heap may differ by for reasons of its own. */
    private static final long SLACK = 16 << 20;

    private static final double MEGABYTE = 1 << 20;
    private static final Duration PASSING = Duration.ofSeconds(10);
    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final int NANOS_PER_MILLI = 1_000_000;

    @Override
    public String name() {
        return "passing channels";
    }

    @Override
    public void run(Arena arena, Report report) {
        arena.servers().brokers().forEach(broker -> run(broker, arena, report));
    }

    private void run(Broker broker, Arena arena, Report report) {
        int rate = arena.options().rate();
        List<Histogram> without = new ArrayList<>();
        List<Histogram> beside = new ArrayList<>();
        broker.awaitNoChannels();
        try (Trial trial = arena.crowd(broker.contender(), arena.options().subscribers());
                FeedLink link = new FeedLink(broker.contender().feedPort())) {
            trial.pace(rate, PASSING);
            for (int round = 0; round < arena.options().rounds(); round++) {
                without.add(trial.pace(rate, PASSING));
                addHeap(broker, link, arena, report);
                beside.add(trial.pace(rate, PASSING));
            }
            report.addFaults(name(), trial);
        }
        Figure alone = add(broker, "ms, 99 %, without", without, report);
        Figure together = add(broker, "ms, 99 %, beside", beside, report);
        report.add(
                Goal.atMost(1.3, name() + ", 99 %: " + broker.name() + ", beside / without", together.ratioTo(alone)));
    }

    /** Has them come, and waits until they are about to pass away. */
    private void addHeap(Broker broker, FeedLink link, Arena arena, Report report) {
        long before = link.heapInUse();
        long begun = System.nanoTime();
        link.begin(arena.channel(), arena.options().passing(), arena.options().length());
        link.send(arena.options().passing());
        long taken = link.heapInUse() - before;
        report.add(new Figure(name(), broker.name(), "MB of heap for the history", List.of(taken / MEGABYTE)));
        report.add(Goal.atMost(
                (arena.options().historyBytes() + SLACK) / MEGABYTE,
                name() + ": " + broker.name() + ", MB of heap",
                taken / MEGABYTE));
        long passing = begun
                + Duration.ofSeconds(arena.options().history()).minus(BEFORE).toNanos();
        Duration left = Duration.ofMillis((passing - System.nanoTime()) / NANOS_PER_MILLI);
        arena.client().runUntil(() -> false, left);
    }

    private Figure add(Broker broker, String unit, List<Histogram> latencies, Report report) {
        return report.add(new Figure(name(), broker.name(), unit, new Latencies(latencies).millis(99)));
    }
}

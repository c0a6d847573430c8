package dev.eventsource.broker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Many connections, a steady rate, many minutes: nothing may be lost, nobody disconnected, and the heap may not grow. It
 * takes the largest number of the idle connections, and is run only where it is asked for.
 */
final class Soak implements Mode {
    private static final double MEGABYTE = 1 << 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public void run(Arena arena, Report report) {
        arena.servers().brokers().forEach(broker -> run(broker, arena, report));
    }

    private void run(Broker broker, Arena arena, Report report) {
        Options options = arena.options();
        List<Double> megabytes = new ArrayList<>();
        Trial trial = arena.crowd(broker.contender(), options.mostIdle());
        try (trial) {
            for (int minute = 0; minute < options.minutes(); minute++) {
                trial.pace(options.rate(), MINUTE);
                megabytes.add(trial.feed().heapInUse() / MEGABYTE);
                System.out.printf(
                        "%s, minute %d: %.1f MB of heap, faults: %s%n",
                        broker.name(), minute + 1, megabytes.get(minute), trial.faults());
            }
            report.add(new Figure(name(), broker.name(), "MB of heap", megabytes));
            report.addFaults(name(), trial);
        }
    }
}

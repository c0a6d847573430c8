package dev.eventsource.broker.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.eventsource.broker.stream.WritersAlone;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a delivery takes of the processors, and how many there are a second, by how many writers serve how many streams; without
 * servers. A writer that went through the streams of others would take more for each, the more writers there are.
 */
final class WritersAndSinks implements Mode {
    private static final List<Integer> WRITERS = List.of(1, 2, 4);
    private static final List<Integer> SINKS = List.of(1_000, 20_000);
    private static final double MOST_OF_ONE = 1.5;

    private record Setup(int writers, int sinks) {}

    private record Pace(double perSecond, double nanos) {}

    @Override
    public String name() {
        return "writers and sinks";
    }

    @Override
    public void run(Arena arena, Report report) {
        for (int sinks : SINKS) {
            List<Setup> setups =
                    WRITERS.stream().map(writers -> new Setup(writers, sinks)).toList();
            Map<Setup, List<Pace>> paces =
                    Rounds.interleave(arena.options().rounds(), setups, setup -> measure(setup, arena, report));
            List<Figure> costs = new ArrayList<>();
            for (Setup setup : setups) {
                String who = "%d writers, %,d streams".formatted(setup.writers(), sinks);
                List<Pace> each = Objects.requireNonNull(paces.get(setup));
                report.add(new Figure(
                        name(),
                        who,
                        "deliveries/s",
                        each.stream().map(Pace::perSecond).toList()));
                costs.add(report.add(new Figure(
                        name(),
                        who,
                        "processor ns a delivery",
                        each.stream().map(Pace::nanos).toList())));
            }
            report.add(Goal.atMost(
                    MOST_OF_ONE,
                    name() + ": %,d streams, processor time, 4 writers / 1".formatted(sinks),
                    costs.get(costs.size() - 1).ratioTo(costs.get(0))));
        }
    }

    private Pace measure(Setup setup, Arena arena, Report report) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (WritersAlone writers = new WritersAlone(setup.writers(), setup.sinks())) {
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            long events = 0;
            while (System.nanoTime() - start < arena.options().duration().toNanos()) {
                writers.deliver(10);
                events += 10;
            }
            long nanos = System.nanoTime() - start;
            double deliveries = (double) events * setup.sinks();
            if (writers.missing(events) != 0) {
                report.addFault(name() + ", " + setup + ": " + writers.missing(events) + " are missing");
            }
            return new Pace(deliveries * 1e9 / nanos, (system.getProcessCpuTime() - cpu) / deliveries);
        }
    }
}

package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * All subscribers connect in one moment, as after a restart, and then all again, as where a proxy has lost them and the broker
 * has not noticed yet; measured until the last has its first frame, and for each from when it was asked for; and what processor
 * time each takes of its server. All again is left out where a server may not have the descriptors of both.
 */
final class ConnectStorm implements Mode {
    /** What a page may be without its stream. */
    private static final double LONGEST_SECONDS = 5;

    /** Before that the JVM's compilers take more of the processors than the streams. */
    private static final int WARM_UPS = 3;

    private static final double MICROS = 1e6;

    private static final double NANOS_PER_MICRO = 1_000;

    /**
     * What one storm took.
     *
     * @param perSecond connections a second
     * @param half within how many seconds half of them had their first frame
     * @param most the same of 99 %
     * @param last the same of all
     * @param micros of the server's processor time for each
     */
    private record Storm(double perSecond, double half, double most, double last, double micros) {}

    /** The first time and again, if there was one. */
    private record Storms(List<Storm> all) {}

    @Override
    public String name() {
        return "connect storm";
    }

    @Override
    public void run(Arena arena, Report report) {
        Servers servers = arena.servers();
        List<Contender> contenders = new ArrayList<>(List.of(servers.floor()));
        servers.brokers().forEach(broker -> contenders.add(broker.contender()));
        contenders.forEach(contender -> warmUp(contender, arena));
        Map<Contender, List<Storms>> rounds =
                Rounds.interleave(arena.options().rounds(), contenders, contender -> measure(contender, arena));
        add(0, "", 6_000, rounds, servers, report);
        if (isAgain(arena)) {
            add(1, ", again", 8_000, rounds, servers, report);
        }
        for (Broker broker : servers.brokers()) {
            double cost = micros(rounds, servers.floor()) / micros(rounds, broker.contender());
            report.add(new Ratio(name() + ", processor time: floor / " + broker.name(), cost));
        }
    }

    /** Of all that was measured together: what the floor takes of one storm is not much more than its clock's 10 ms. */
    private static double micros(Map<Contender, List<Storms>> rounds, Contender contender) {
        return Objects.requireNonNull(rounds.get(contender)).stream()
                .flatMap(storms -> storms.all().stream())
                .mapToDouble(Storm::micros)
                .average()
                .orElseThrow();
    }

    private static void warmUp(Contender contender, Arena arena) {
        for (int round = 0; round < WARM_UPS; round++) {
            Storms unused = measure(contender, arena);
        }
    }

    private static boolean isAgain(Arena arena) {
        return 2L * arena.options().storm() + Bench.OTHER_DESCRIPTORS
                <= Machine.here().descriptors();
    }

    private void add(
            int which,
            String suffix,
            double wanted,
            Map<Contender, List<Storms>> rounds,
            Servers servers,
            Report report) {
        var rates = new Standings();
        rounds.forEach((contender, storms) -> {
            List<Storm> each =
                    storms.stream().map(storm -> storm.all().get(which)).toList();
            rates.put(contender, figure(contender, "connections/s" + suffix, each, Storm::perSecond, report));
            figure(contender, "s for half of them" + suffix, each, Storm::half, report);
            figure(contender, "s for 99 % of them" + suffix, each, Storm::most, report);
            figure(contender, "processor µs for each" + suffix, each, Storm::micros, report);
        });
        for (Broker broker : servers.brokers()) {
            String name = name() + ": " + broker.name() + ", ";
            report.add(new Ratio(
                    name + "connections/s" + suffix + " / floor", rates.ratio(broker.contender(), servers.floor())));
            report.add(Goal.atLeast(
                    wanted,
                    name + "connections/s" + suffix,
                    rates.of(broker.contender()).median()));
            String slowest = "s for the last" + suffix;
            List<Storm> each = Objects.requireNonNull(rounds.get(broker.contender())).stream()
                    .map(storm -> storm.all().get(which))
                    .toList();
            Figure last = figure(broker.contender(), slowest, each, Storm::last, report);
            report.add(Goal.atMost(LONGEST_SECONDS, name + slowest, Collections.max(last.rounds())));
        }
    }

    private Figure figure(
            Contender contender, String unit, List<Storm> storms, ToDoubleFunction<Storm> value, Report report) {
        List<Double> values = storms.stream().mapToDouble(value).boxed().toList();
        return report.add(new Figure(name(), contender.name(), unit, values));
    }

    private static Storms measure(Contender contender, Arena arena) {
        List<String> paths =
                contender.door().paths(Collections.nCopies(arena.options().storm(), arena.channel()));
        try (FeedLink link = new FeedLink(contender.feedPort())) {
            Storm first = connect(contender, paths, link, arena);
            return new Storms(isAgain(arena) ? List.of(first, connect(contender, paths, link, arena)) : List.of(first));
        }
    }

    private static Storm connect(Contender contender, List<String> paths, FeedLink link, Arena arena) {
        long cpuBefore = link.cpuNanos();
        long start = System.nanoTime();
        try (Audience audience = arena.client().open(contender.address(), paths, paths.size())) {
            double perSecond = audience.open() / ((System.nanoTime() - start) / 1e9);
            Histogram waits = audience.openings();
            return new Storm(
                    perSecond,
                    waits.getValueAtPercentile(50) / MICROS,
                    waits.getValueAtPercentile(99) / MICROS,
                    waits.getMaxValue() / MICROS,
                    (link.cpuNanos() - cpuBefore) / NANOS_PER_MICRO / paths.size());
        }
    }
}

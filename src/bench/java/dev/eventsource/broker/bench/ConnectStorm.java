package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All subscribers connect in one moment, as after a restart, and then all again, as where a proxy has lost them and the broker
 * has not noticed yet; measured until the last has its first frame.
 */
final class ConnectStorm implements Mode {
    /** What a page may be without its stream. */
    private static final double LONGEST_SECONDS = 5;

    /** Connections a second, the first time and again. */
    private record Rates(double first, double again) {}

    @Override
    public String name() {
        return "connect storm";
    }

    @Override
    public void run(Arena arena, Report report) {
        Servers servers = arena.servers();
        List<Contender> contenders = new ArrayList<>(List.of(servers.floor()));
        servers.brokers().forEach(broker -> contenders.add(broker.contender()));
        Map<Contender, List<Rates>> rounds =
                Rounds.interleave(arena.options().rounds(), contenders, contender -> measure(contender, arena));
        add("connections/s", 6_000, rounds, Rates::first, arena, report);
        add("connections/s, again", 8_000, rounds, Rates::again, arena, report);
    }

    private void add(
            String unit,
            double wanted,
            Map<Contender, List<Rates>> rounds,
            ToDoubleFunction<Rates> rate,
            Arena arena,
            Report report) {
        Servers servers = arena.servers();
        var standings = new Standings();
        rounds.forEach((contender, rates) -> standings.put(
                contender,
                report.add(new Figure(
                        name(),
                        contender.name(),
                        unit,
                        rates.stream().mapToDouble(rate).boxed().toList()))));
        for (Broker broker : servers.brokers()) {
            String name = name() + ": " + broker.name() + ", " + unit;
            report.add(new Ratio(name + " / floor", standings.ratio(broker.contender(), servers.floor())));
            double perSecond = standings.of(broker.contender()).median();
            report.add(Goal.atLeast(wanted, name, perSecond));
            report.add(Goal.atMost(
                    LONGEST_SECONDS,
                    name + ", s until the last",
                    arena.options().storm() / perSecond));
        }
    }

    private static Rates measure(Contender contender, Arena arena) {
        List<String> paths =
                contender.door().paths(Collections.nCopies(arena.options().storm(), arena.channel()));
        return new Rates(connect(contender, paths, arena), connect(contender, paths, arena));
    }

    private static double connect(Contender contender, List<String> paths, Arena arena) {
        long start = System.nanoTime();
        try (Audience audience = arena.client().open(contender.address(), paths, paths.size())) {
            return audience.open() / ((System.nanoTime() - start) / 1e9);
        }
    }
}

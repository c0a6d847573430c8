package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.List;

/** As many events as all subscribers can be given, and none lost: the feed waits for them. */
final class Saturated implements Mode {
    /** Enough to keep a server busy that writes each event by itself, and soon drained. */
    private static final int NARROW = 16;

    @Override
    public String name() {
        return "saturated";
    }

    @Override
    public void run(Arena arena, Report report) {
        Options options = arena.options();
        Servers servers = arena.servers();
        List<Contender> contenders = new ArrayList<>(List.of(servers.floor(), servers.singlyWritingFloor()));
        servers.brokers().forEach(broker -> contenders.add(broker.contender()));
        contenders.add(servers.broadcaster());
        try (Trials trials =
                Trials.open(this, report, contenders, contender -> arena.crowd(contender, options.subscribers()))) {
            Standings standings = trials.measure(
                    "deliveries/s",
                    options.rounds(),
                    trial -> trial.saturate(
                            trial.contender().batches() ? options.window() : NARROW, options.duration()));
            servers.brokers().forEach(broker -> addGoals(broker, standings, servers, report));
        }
    }

    private static void addGoals(Broker broker, Standings standings, Servers servers, Report report) {
        double floor = standings.ratio(broker.contender(), servers.floor());
        double broadcaster = standings.ratio(broker.contender(), servers.broadcaster());
        report.add(new Ratio("saturated: " + broker.name() + " / floor", floor), 0.9);
        report.add(new Ratio("saturated: " + broker.name() + " / broadcaster", broadcaster), 20);
    }
}

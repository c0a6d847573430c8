package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.List;

/** The next event comes when all subscribers have the last one: nothing can be written together. */
final class OneAtATime implements Mode {

    @Override
    public String name() {
        return "one at a time";
    }

    @Override
    public void run(Arena arena, Report report) {
        Options options = arena.options();
        Servers servers = arena.servers();
        List<Contender> contenders = new ArrayList<>(List.of(servers.floor()));
        servers.brokers().forEach(broker -> contenders.add(broker.contender()));
        contenders.add(servers.broadcaster());
        try (Trials trials =
                Trials.open(this, report, contenders, contender -> arena.crowd(contender, options.subscribers()))) {
            Standings standings =
                    trials.measure("deliveries/s", options.rounds(), trial -> trial.saturate(1, options.duration()));
            for (Broker broker : servers.brokers()) {
                double ratio = standings.ratio(broker.contender(), servers.floor());
                report.add(new Ratio("one at a time: " + broker.name() + " / floor", ratio), broker.oneAtATime());
            }
        }
    }
}

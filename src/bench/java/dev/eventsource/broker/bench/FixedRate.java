package dev.eventsource.broker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * So many events a second, each when it is due. Latency is counted from when an event was due, not from when it was sent:
 * a server that holds up the feed does not look better for it.
 */
final class FixedRate implements Mode {
    /** The last percent of a short measurement would be one collection, or one compilation, and not the server's way. */
    private static final int LONGER = 4;

    private final Way way;

    FixedRate(Way way) {
        this.way = way;
    }

    @Override
    public String name() {
        return way.name("fixed rate");
    }

    @Override
    public void run(Arena arena, Report report) {
        Options options = arena.options();
        Servers servers = arena.servers();
        List<Contender> contenders = new ArrayList<>(List.of(servers.floor()));
        servers.brokers().forEach(broker -> contenders.add(broker.contender()));
        try (Trials trials = Trials.open(
                this, report, contenders, contender -> arena.crowd(contender, options.subscribers(), way))) {
            var medians = new Standings();
            var tails = new Standings();
            Duration duration = options.duration().multipliedBy(LONGER);
            Rounds.interleave(options.rounds(), trials.all(), trial -> trial.pace(options.rate(), duration))
                    .forEach((trial, latencies) -> {
                        medians.put(trial.contender(), report.add(figure(trial, "ms, median", latencies, 50)));
                        tails.put(trial.contender(), report.add(figure(trial, "ms, 99 %", latencies, 99)));
                    });
            for (Broker broker : servers.brokers()) {
                double ratio = tails.ratio(broker.contender(), servers.floor());
                report.add(Goal.atMost(1.5, name() + ", 99 %: " + broker.name() + " / floor", ratio));
            }
        }
    }

    private Figure figure(Trial trial, String unit, List<Histogram> latencies, double percentile) {
        return new Figure(name(), trial.contender().name(), unit, new Latencies(latencies).millis(percentile));
    }
}

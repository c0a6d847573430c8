package dev.eventsource.broker.bench;

import java.util.List;

/** Channels of one subscriber each, an event to each in turn: as many events out as in. */
final class ManyChannels implements Mode {
    /** Events on their way, for each channel. */
    private static final int AHEAD = 2;

    @Override
    public String name() {
        return "many channels";
    }

    @Override
    public void run(Arena arena, Report report) {
        Options options = arena.options();
        for (Broker broker : arena.servers().brokers()) {
            List<Contender> contender = List.of(broker.contender());
            try (Trials trials =
                    Trials.open(this, report, contender, each -> arena.individuals(each, options.channels()))) {
                Standings standings = trials.measure(
                        "events/s",
                        options.rounds(),
                        trial -> trial.saturate(AHEAD * options.channels(), options.duration()));
                double median = standings.of(broker.contender()).median();
                report.add(Goal.atLeast(30_000, "many channels: " + broker.name() + ", events/s", median));
            }
        }
    }
}

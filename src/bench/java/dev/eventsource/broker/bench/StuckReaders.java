package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A few subscribers take nothing any more; measured is what the others get, with them and without. */
final class StuckReaders implements Mode {
    /** The two differ by less than rounds do among themselves, so it takes more of them than elsewhere. */
    private static final int MORE_ROUNDS = 3;

    private static final int CONNECTING_AT_ONCE = 10;
    private static final Duration GETTING_STUCK = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "stuck readers";
    }

    @Override
    public void run(Arena arena, Report report) {
        arena.servers().brokers().forEach(broker -> run(broker, arena, report));
    }

    private void run(Broker broker, Arena arena, Report report) {
        int healthy = arena.options().healthy();
        int most = arena.options().stuck();
        String channel = arena.channel();
        try (Trial trial = new Trial(broker.contender(), arena.client(), Collections.nCopies(healthy, channel))) {
            trial.feed().begin(channel, 1, arena.options().length());
            List<Figure> figures = new ArrayList<>();
            Rounds.interleave(
                            MORE_ROUNDS * arena.options().rounds(),
                            List.of(0, most),
                            stuck -> saturate(trial, Collections.nCopies(stuck, channel), arena))
                    .forEach((stuck, rates) -> figures.add(report.add(figure(broker, healthy, stuck, rates))));
            double ratio = figures.get(1).ratioTo(figures.get(0));
            report.add(new Ratio("stuck readers: " + broker.name() + ", with / without", ratio), 0.9);
            report.addFaults(name(), trial);
        }
    }

    /** Measured from when the stuck ones take no more: what they leave in the kernel's buffers is work for others' time. */
    private static double saturate(Trial trial, List<String> stuck, Arena arena) {
        Contender contender = trial.contender();
        List<String> paths = contender.door().paths(stuck);
        try (Audience audience = arena.client().open(contender.address(), paths, CONNECTING_AT_ONCE)) {
            audience.stop();
            trial.saturate(arena.options().window(), GETTING_STUCK);
            return trial.saturate(arena.options().window(), arena.options().duration());
        }
    }

    private Figure figure(Broker broker, int healthy, int stuck, List<Double> rates) {
        String unit = "deliveries/s to %d, %d stuck".formatted(healthy, stuck);
        return new Figure(name(), broker.name(), unit, rates);
    }
}

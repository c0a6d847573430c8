package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The trials of one mode, that are measured in turn. Their faults are reported when they end. */
final class Trials implements AutoCloseable {
    private final Mode mode;
    private final Report report;
    private final List<Trial> trials = new ArrayList<>();

    private Trials(Mode mode, Report report) {
        this.mode = mode;
        this.report = report;
    }

    static Trials open(Mode mode, Report report, List<Contender> contenders, Function<Contender, Trial> opening) {
        var trials = new Trials(mode, report);
        contenders.forEach(contender -> trials.trials.add(opening.apply(contender)));
        return trials;
    }

    List<Trial> all() {
        return trials;
    }

    /** One figure for each contender. */
    Standings measure(String unit, int rounds, ToDoubleFunction<Trial> measure) {
        var standings = new Standings();
        Rounds.interleave(rounds, trials, measure::applyAsDouble)
                .forEach((trial, values) -> standings.put(trial.contender(), figure(trial, unit, values)));
        return standings;
    }

    private Figure figure(Trial trial, String unit, List<Double> values) {
        return report.add(new Figure(mode.name(), trial.contender().name(), unit, values));
    }

    @Override
    public void close() {
        for (Trial trial : trials) {
            report.addFaults(mode.name(), trial);
            trial.close();
        }
    }
}

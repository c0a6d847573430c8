package dev.eventsource.broker.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Each broker by itself, held on one of the machine's processors and on two of them, by Linux's {@code taskset}; one event at a time,
 * and as many as all can be given. The client is where there is room, as it is elsewhere.
 */
final class Processors implements Mode {
    private static final List<String> SETS = List.of("0", "0,1");
    private static final int ONE_AT_A_TIME = 1;

    /** One event at a time, and many. */
    private record Paces(Trial.Pace single, Trial.Pace saturated) {}

    @Override
    public String name() {
        return "processors";
    }

    @Override
    public void run(Arena arena, Report report) {
        arena.servers().brokers().forEach(broker -> run(broker, arena, report));
    }

    private void run(Broker broker, Arena arena, Report report) {
        Options options = arena.options();
        try (Trial trial = arena.crowd(broker.contender(), options.subscribers())) {
            Map<String, List<Paces>> rounds = Rounds.interleave(options.rounds(), SETS, processors -> {
                hold(trial.feed().pid(), processors);
                return new Paces(
                        trial.saturateAndCount(ONE_AT_A_TIME, options.duration()),
                        trial.saturateAndCount(options.window(), options.duration()));
            });
            add("one at a time", broker, rounds, Paces::single, report);
            add("saturated", broker, rounds, Paces::saturated, report);
            report.addFaults(name(), trial);
        }
    }

    private void add(
            String load,
            Broker broker,
            Map<String, List<Paces>> rounds,
            Function<Paces, Trial.Pace> which,
            Report report) {
        List<Figure> rates = new ArrayList<>();
        rounds.forEach((processors, paces) -> {
            String where = load + " on " + processors;
            rates.add(report.add(figure(broker, where + ", deliveries/s", paces, which, Trial.Pace::perSecond)));
            report.add(figure(broker, where + ", processor µs", paces, which, Trial.Pace::micros));
        });
        String name = name() + ": " + broker.name() + ", " + load + ", two / one";
        report.add(new Ratio(name, rates.get(1).ratioTo(rates.get(0))));
    }

    private Figure figure(
            Broker broker,
            String unit,
            List<Paces> paces,
            Function<Paces, Trial.Pace> which,
            ToDoubleFunction<Trial.Pace> value) {
        List<Double> values =
                paces.stream().map(which).mapToDouble(value).boxed().toList();
        return new Figure(name(), broker.name(), unit, values);
    }

    /** Also its threads that it has already. */
    private static void hold(long pid, String processors) {
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", processors, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (taskset.waitFor() != 0) {
                throw new CannotMeasure("taskset cannot hold a server on processors " + processors + ".");
            }
        } catch (IOException e) {
            throw new CannotMeasure("The mode 'processors' needs Linux's taskset: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

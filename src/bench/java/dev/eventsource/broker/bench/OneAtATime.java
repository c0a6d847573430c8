package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The next event comes when all subscribers have the last one: nothing can be written together. Beside how fast that goes, it
 * says what processor time a delivery takes of the server, which a machine with other work to do changes less.
 */
final class OneAtATime implements Mode {
    private final Way way;

    OneAtATime(Way way) {
        this.way = way;
    }

    @Override
    public String name() {
        return way.name("one at a time");
    }

    @Override
    public void run(Arena arena, Report report) {
        Options options = arena.options();
        Servers servers = arena.servers();
        try (Trials trials =
                Trials.open(this, report, contenders(servers), each -> arena.crowd(each, options.subscribers(), way))) {
            var rates = new Standings();
            var costs = new Standings();
            Rounds.interleave(options.rounds(), trials.all(), trial -> trial.saturateAndCount(1, options.duration()))
                    .forEach((trial, paces) -> {
                        rates.put(
                                trial.contender(),
                                report.add(figure(trial, "deliveries/s", paces, Trial.Pace::perSecond)));
                        if (!isNchan(trial.contender(), servers)) {
                            costs.put(
                                    trial.contender(),
                                    report.add(figure(trial, "processor µs a delivery", paces, Trial.Pace::micros)));
                        }
                    });
            for (Broker broker : servers.brokers()) {
                double rate = rates.ratio(broker.contender(), servers.floor());
                report.add(new Ratio(name() + ": " + broker.name() + " / floor", rate), broker.oneAtATime());
                servers.nchan()
                        .filter(rival -> way == Way.AMQP)
                        .ifPresent(rival -> report.add(
                                new Ratio(
                                        name() + ": " + broker.name() + " / nchan",
                                        rates.ratio(broker.contender(), rival)),
                                1));
                double cost = costs.ratio(servers.floor(), broker.contender());
                report.add(new Ratio(name() + ", processor time: floor / " + broker.name(), cost));
            }
        }
    }

    /** Whose processor time cannot be asked for. */
    private static boolean isNchan(Contender contender, Servers servers) {
        return servers.nchan().filter(contender::equals).isPresent();
    }

    /** The server's own way has no AMQP; and nchan has none, but is what others use in its place. */
    private List<Contender> contenders(Servers servers) {
        List<Contender> contenders = new ArrayList<>(List.of(servers.floor()));
        for (Broker broker : servers.brokers()) {
            contenders.add(broker.contender());
        }
        if (way == Way.DIRECT) {
            contenders.add(servers.broadcaster());
        } else {
            servers.nchan().ifPresent(contenders::add);
        }
        return contenders;
    }

    private Figure figure(Trial trial, String unit, List<Trial.Pace> paces, ToDoubleFunction<Trial.Pace> value) {
        List<Double> values = paces.stream().mapToDouble(value).boxed().toList();
        return new Figure(name(), trial.contender().name(), unit, values);
    }
}

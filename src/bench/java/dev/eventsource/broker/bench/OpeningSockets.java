package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Callers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Callers that open sockets with {@code POST /socket}, each the next once it has the one before; MongoDB has to have them all. It
 * also says what processor time a call takes of the server, which a machine with other work to do changes less. Before that it
 * opens some that it does not measure.
 */
final class OpeningSockets implements Mode {
    private static final double NANOS_PER_MICRO = 1_000;

    private static final String RIVAL = "MongoDB's driver alone";

    private record Rival(Figure rate, Figure cost) {}

    /** What one round took: of the callers, and of the server's processor time for each call, in microseconds. */
    private record Pace(Histogram latencies, double micros) {}

    @Override
    public String name() {
        return "opening sockets";
    }

    @Override
    public void run(Arena arena, Report report) {
        Options options = arena.options();
        List<Broker> brokers = arena.servers().brokers();
        try (TicketInserts alone = arena.servers().ticketInserts()) {
            brokers.forEach(broker -> warmUp(broker, arena));
            TicketInserts.Pace unused = alone.insert(options.warmUp());
            List<TicketInserts.Pace> rival = new ArrayList<>();
            Map<Broker, List<Pace>> rounds = Rounds.interleave(options.rounds(), brokers, broker -> {
                if (broker.equals(brokers.get(0))) {
                    rival.add(alone.insert(options.duration()));
                }
                return open(broker, arena, report);
            });
            Rival limit = add(rival.subList(1, rival.size()), report);
            rounds.forEach((broker, paces) -> add(broker.name(), paces, limit, options.duration(), report));
        }
    }

    private Rival add(List<TicketInserts.Pace> paces, Report report) {
        List<Double> rates = paces.stream().map(TicketInserts.Pace::perSecond).toList();
        List<Double> costs = paces.stream().map(TicketInserts.Pace::micros).toList();
        return new Rival(
                report.add(new Figure(name(), RIVAL, "inserts/s", rates)),
                report.add(new Figure(name(), RIVAL, "processor µs an insert", costs)));
    }

    private void add(String server, List<Pace> paces, Rival limit, Duration duration, Report report) {
        var latencies = new Latencies(paces.stream().map(Pace::latencies).toList());
        Figure rate = report.add(new Figure(name(), server, "calls/s", latencies.perSecond(duration)));
        report.add(new Figure(name(), server, "ms, 99 %", latencies.millis(99)));
        List<Double> costs = paces.stream().map(Pace::micros).toList();
        Figure cost = report.add(new Figure(name(), server, "processor µs a call", costs));
        report.add(new Ratio("opening sockets: " + server + " / driver alone", rate.ratioTo(limit.rate())));
        report.add(new Ratio(
                "opening sockets, processor time: driver alone / " + server,
                limit.cost().ratioTo(cost)));
        report.add(Goal.atLeast(3_000, "opening sockets: " + server + ", calls/s", rate.median()));
    }

    /** By new connections now and then, as when it is measured: a server closes one behind so many calls. */
    private static void warmUp(Broker broker, Arena arena) {
        byte[] request = request(broker, arena.channel());
        long end = System.nanoTime() + arena.options().warmUp().toNanos();
        while (System.nanoTime() - end < 0) {
            try (Callers callers =
                    new Callers(broker.contender().address(), arena.options().callers())) {
                Histogram unused = callers.call(arena.options().duration(), caller -> request);
            }
        }
    }

    private static byte[] request(Broker broker, String channel) {
        return new Requests(broker.contender().address()).post("/socket", "channel=" + channel);
    }

    private Pace open(Broker broker, Arena arena, Report report) {
        String channel = arena.channel();
        byte[] request = request(broker, channel);
        try (FeedLink link = new FeedLink(broker.contender().feedPort());
                Callers callers = new Callers(
                        broker.contender().address(), arena.options().callers())) {
            long before = link.cpuNanos();
            Histogram latencies = callers.call(arena.options().duration(), caller -> request);
            double micros = (link.cpuNanos() - before) / NANOS_PER_MICRO / latencies.getTotalCount();
            long stored = arena.servers().tickets(channel);
            if (stored != latencies.getTotalCount()) {
                report.addFault("%s, %s: %d sockets, but %d tickets"
                        .formatted(name(), broker.name(), latencies.getTotalCount(), stored));
            }
            return new Pace(latencies, micros);
        }
    }
}

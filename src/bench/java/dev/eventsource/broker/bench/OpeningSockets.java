package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Callers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Callers that open sockets with {@code POST /socket}, each the next once it has the one before; MongoDB has to have them all. It
 * also says what processor time a call takes of the server, which a machine with other work to do changes less.
 */
final class OpeningSockets implements Mode {
    private static final double NANOS_PER_MICRO = 1_000;

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
            List<Double> rival = new ArrayList<>();
            Map<Broker, List<Pace>> rounds = Rounds.interleave(options.rounds(), brokers, broker -> {
                if (broker.equals(brokers.get(0))) {
                    rival.add(alone.perSecond(options.duration()));
                }
                return open(broker, arena, report);
            });
            Figure limit = report.add(
                    new Figure(name(), "MongoDB's driver alone", "inserts/s", rival.subList(1, rival.size())));
            rounds.forEach((broker, paces) -> add(broker.name(), paces, limit, options.duration(), report));
        }
    }

    private void add(String server, List<Pace> paces, Figure limit, Duration duration, Report report) {
        var latencies = new Latencies(paces.stream().map(Pace::latencies).toList());
        Figure rate = report.add(new Figure(name(), server, "calls/s", latencies.perSecond(duration)));
        report.add(new Figure(name(), server, "ms, 99 %", latencies.millis(99)));
        report.add(new Figure(
                name(),
                server,
                "processor µs a call",
                paces.stream().map(Pace::micros).toList()));
        report.add(new Ratio("opening sockets: " + server + " / driver alone", rate.ratioTo(limit)));
        report.add(Goal.atLeast(3_000, "opening sockets: " + server + ", calls/s", rate.median()));
    }

    private Pace open(Broker broker, Arena arena, Report report) {
        String channel = arena.channel();
        byte[] request = new Requests(broker.contender().address()).post("/socket", "channel=" + channel);
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

package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Callers;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Callers that open sockets with {@code POST /socket}, each the next once it has the one before; MongoDB has to have them all. */
final class OpeningSockets implements Mode {
    @Override
    public String name() {
        return "opening sockets";
    }

    @Override
    public void run(Arena arena, Report report) {
        Duration duration = arena.options().duration();
        Rounds.interleave(arena.options().rounds(), arena.servers().brokers(), broker -> open(broker, arena, report))
                .forEach((broker, rounds) -> add(broker.name(), new Latencies(rounds), duration, report));
    }

    private void add(String server, Latencies latencies, Duration duration, Report report) {
        Figure rate = report.add(new Figure(name(), server, "calls/s", latencies.perSecond(duration)));
        report.add(new Figure(name(), server, "ms, 99 %", latencies.millis(99)));
        report.add(Goal.atLeast(3_000, "opening sockets: " + server + ", calls/s", rate.median()));
    }

    private Histogram open(Broker broker, Arena arena, Report report) {
        String channel = arena.channel();
        byte[] request = new Requests(broker.contender().address()).post("/socket", "channel=" + channel);
        try (Callers callers =
                new Callers(broker.contender().address(), arena.options().callers())) {
            Histogram latencies = callers.call(arena.options().duration(), caller -> request);
            long stored = arena.servers().tickets(channel);
            if (stored != latencies.getTotalCount()) {
                report.addFault("%s, %s: %d sockets, but %d tickets"
                        .formatted(name(), broker.name(), latencies.getTotalCount(), stored));
            }
            return latencies;
        }
    }
}

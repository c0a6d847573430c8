package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import dev.eventsource.broker.it.support.Jwt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All subscribers connect in one moment, and then all again, with tickets that the broker knows and, in turn, each with a token
 * of its own that the broker has not seen before the first time, and those of a hub's topic with neither; measured until the last
 * has its first frame, or of the hub its answer's head, which comes with that.
 */
final class OpeningByToken implements Mode {
    /** What it costs to be let in, in connections a second: of those by ticket. */
    private static final double WANTED = 2;

    /** What the brokers ask for meanwhile is not asked for a connection; a single question for each 80 would be more. */
    private static final double MOST_OPERATIONS = 0.01;

    /** Before that the JVM's compilers take more of the processors than the streams, and most for what was used least so far. */
    private static final int WARM_UPS = 3;

    private static final double NANOS_PER_MICRO = 1_000;

    private enum Way {
        TICKET,
        TOKEN,
        HUB
    }

    private record Entrance(Broker broker, Way way) {}

    /**
     * What one round took.
     *
     * @param first connections a second, with what was not used before
     * @param again connections a second, with what was
     * @param micros of the server's processor time for each connection
     * @param operations of MongoDB for each connection
     */
    private record Pace(double first, double again, double micros, double operations) {}

    @Override
    public String name() {
        return "opening by token";
    }

    @Override
    public void run(Arena arena, Report report) {
        List<Broker> brokers = arena.servers().brokers();
        List<Entrance> entrances = new ArrayList<>();
        for (Way way : Way.values()) {
            brokers.forEach(broker -> entrances.add(new Entrance(broker, way)));
        }
        for (Way way : Way.values()) {
            warmUp(way, arena);
        }
        Map<Entrance, List<Pace>> rounds =
                Rounds.interleave(arena.options().rounds(), entrances, entrance -> measure(entrance, arena));
        for (Broker broker : brokers) {
            add("connections/s", Pace::first, broker, rounds, report);
            add("connections/s, again", Pace::again, broker, rounds, report);
            List<Pace> tokens = paces(broker, Way.TOKEN, rounds);
            List<Pace> tickets = paces(broker, Way.TICKET, rounds);
            Figure cost = report.add(figure(broker, "processor µs by token", tokens, Pace::micros));
            Figure other = report.add(figure(broker, "processor µs by ticket", tickets, Pace::micros));
            String name = name() + ": " + broker.name();
            report.add(new Ratio(name + ", processor time: ticket / token", other.ratioTo(cost)));
            List<Pace> ofHub = paces(broker, Way.HUB, rounds);
            report.add(figure(broker, "connections/s, of the hub", ofHub, Pace::first));
            report.add(figure(broker, "connections/s, again, of the hub", ofHub, Pace::again));
            report.add(figure(broker, "processor µs of the hub", ofHub, Pace::micros));
            report.add(figure(broker, "MongoDB operations by ticket", tickets, Pace::operations));
            Figure asked = report.add(figure(broker, "MongoDB operations by token", tokens, Pace::operations));
            report.add(Goal.atMost(MOST_OPERATIONS, name + ", " + asked.unit(), asked.median()));
        }
    }

    private void add(
            String unit, ToDoubleFunction<Pace> rate, Broker broker, Map<Entrance, List<Pace>> rounds, Report report) {
        Figure tickets = report.add(figure(broker, unit + ", by ticket", paces(broker, Way.TICKET, rounds), rate));
        Figure tokens = report.add(figure(broker, unit + ", by token", paces(broker, Way.TOKEN, rounds), rate));
        String name = name() + ": " + broker.name() + ", " + unit + " / by ticket";
        report.add(new Ratio(name, tokens.ratioTo(tickets)), WANTED);
    }

    private static List<Pace> paces(Broker broker, Way way, Map<Entrance, List<Pace>> rounds) {
        return Objects.requireNonNull(rounds.get(new Entrance(broker, way)));
    }

    private Figure figure(Broker broker, String unit, List<Pace> paces, ToDoubleFunction<Pace> value) {
        List<Double> values = paces.stream().mapToDouble(value).boxed().toList();
        return new Figure(name(), broker.name(), unit, values);
    }

    private static void warmUp(Way way, Arena arena) {
        arena.servers().brokers().forEach(Broker::awaitNoChannels);
        for (Broker broker : arena.servers().brokers()) {
            for (int round = 0; round < WARM_UPS; round++) {
                Pace unused = open(new Entrance(broker, way), arena);
            }
        }
    }

    private static Pace measure(Entrance entrance, Arena arena) {
        // What ends later would be written to MongoDB while somebody else is measured.
        arena.servers().brokers().forEach(Broker::awaitNoChannels);
        return open(entrance, arena);
    }

    private static Pace open(Entrance entrance, Arena arena) {
        Contender contender = entrance.broker().contender();
        String channel = arena.channel();
        int count = arena.options().storm();
        if (entrance.way() == Way.TOKEN) {
            List<String> tokens = tokens(channel, count);
            return measure(
                    contender,
                    arena,
                    () -> arena.client().openByToken(contender.address(), "/eventsource", tokens, count));
        }
        if (entrance.way() == Way.HUB) {
            List<String> topics = HubCalls.subscriptions(channel, count);
            return measure(contender, arena, () -> arena.client().openByHead(contender.address(), topics, count));
        }
        List<String> paths = contender.door().paths(Collections.nCopies(count, channel));
        return measure(contender, arena, () -> arena.client().open(contender.address(), paths, count));
    }

    private static List<String> tokens(String channel, int count) {
        Jwt token = Jwt.of(Tickets.USER.key(), "[\"" + channel + "\"]");
        return IntStream.range(0, count)
                .mapToObj(
                        i -> token.with("jti", "\"" + channel + "-" + i + "\"").signed(Tickets.USER.secret()))
                .toList();
    }

    private static Pace measure(Contender contender, Arena arena, Supplier<Audience> opening) {
        try (FeedLink link = new FeedLink(contender.feedPort())) {
            long cpuBefore = link.cpuNanos();
            long operationsBefore = arena.servers().mongoOperations();
            double first = perSecond(opening);
            double again = perSecond(opening);
            double connections = 2.0 * arena.options().storm();
            return new Pace(
                    first,
                    again,
                    (link.cpuNanos() - cpuBefore) / NANOS_PER_MICRO / connections,
                    (arena.servers().mongoOperations() - operationsBefore) / connections);
        }
    }

    private static double perSecond(Supplier<Audience> opening) {
        long start = System.nanoTime();
        try (Audience audience = opening.get()) {
            return audience.open() / ((System.nanoTime() - start) / 1e9);
        }
    }
}

package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Audience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * The broker as a Mercure hub, and the hub of Mercure's authors, asked the same in turn: what a connection takes of memory, how
 * fast they come, how fast updates go out to many, how late they are at a fixed rate, and how fast they are published. Both are
 * fed over HTTP; this one answers once RabbitMQ has an update, the other once it is in its file.
 */
final class BesideOfficialHub implements Mode {
    private static final double KILOBYTE = 1_024;
    private static final int WARM_UP = 500;
    private static final int WINDOW = 256;
    private static final int WARM_UPS = 5;
    private static final double NANOS_PER_MICRO = 1_000;

    /**
     * Many streams that were opened at once.
     *
     * @param perSecond connections a second
     * @param micros of the hub's processor time for each
     */
    private record Storm(double perSecond, double micros) {}

    @Override
    public String name() {
        return "beside the official hub";
    }

    @Override
    public void run(Arena arena, Report report) {
        try (OfficialHub official = OfficialHub.start()
                .orElseThrow(
                        () -> new CannotMeasure("There is no mercure-hub on the PATH: .ci/mercure-hub builds it."))) {
            List<FeedLink> links = new ArrayList<>();
            List<HubSide> sides = new ArrayList<>(List.of(official.side()));
            for (Broker broker : arena.servers().brokers()) {
                var link = new FeedLink(broker.contender().feedPort());
                links.add(link);
                sides.add(new HubSide(
                        broker.name(),
                        broker.contender().address(),
                        link::resident,
                        link.pid(),
                        broker::awaitNoChannels));
            }
            try {
                run(sides, arena, report);
            } finally {
                links.forEach(FeedLink::close);
            }
        }
    }

    /** Memory first, while no process has taken any for something else. */
    private void run(List<HubSide> sides, Arena arena, Report report) {
        Map<HubSide, List<Double>> memory = new LinkedHashMap<>();
        sides.forEach(side -> memory.put(side, List.of(kilobytes(side, arena))));
        add(memory, "KB resident a connection, of %,d".formatted(arena.options().mostIdle()), false, report);
        crowd(sides, arena, report);
        publish(sides, arena, report);
        storms(sides, arena, report);
    }

    private static double kilobytes(HubSide side, Arena arena) {
        open(side, arena, WARM_UP).close();
        long before = side.resident().getAsLong();
        int count = arena.options().mostIdle();
        try (Audience many = open(side, arena, count)) {
            return (side.resident().getAsLong() - before) / KILOBYTE / many.open();
        }
    }

    private static Audience open(HubSide side, Arena arena, int count) {
        return arena.client().openByHead(side.address(), HubCalls.subscriptions(arena.channel(), count), WARM_UP);
    }

    /** What takes most at first is a JVM's compilers. */
    private void storms(List<HubSide> sides, Arena arena, Report report) {
        for (int round = 0; round < WARM_UPS; round++) {
            sides.forEach(side -> open(side, arena, arena.options().storm()).close());
        }
        sides.forEach(side -> side.awaitNobody().run());
        Map<HubSide, List<Storm>> rounds =
                Rounds.interleave(arena.options().rounds(), sides, side -> connect(side, arena));
        add(values(rounds, Storm::perSecond), "connections/s", true, report);
        add(values(rounds, Storm::micros), "processor µs a connection", false, report);
    }

    private static Map<HubSide, List<Double>> values(Map<HubSide, List<Storm>> rounds, ToDoubleFunction<Storm> value) {
        Map<HubSide, List<Double>> values = new LinkedHashMap<>();
        rounds.forEach((side, each) ->
                values.put(side, each.stream().mapToDouble(value).boxed().toList()));
        return values;
    }

    /** Whoever is gone is to cost nobody anything meanwhile: one hub finds out at once, the other by its next heartbeat. */
    private static Storm connect(HubSide side, Arena arena) {
        List<String> paths =
                HubCalls.subscriptions(arena.channel(), arena.options().storm());
        Duration before = side.cpu();
        long start = System.nanoTime();
        double perSecond;
        double micros;
        try (Audience audience = arena.client().openByHead(side.address(), paths, paths.size())) {
            perSecond = audience.open() / ((System.nanoTime() - start) / 1e9);
            micros = side.cpu().minus(before).toNanos() / NANOS_PER_MICRO / audience.open();
        }
        side.awaitNobody().run();
        return new Storm(perSecond, micros);
    }

    private void crowd(List<HubSide> sides, Arena arena, Report report) {
        Options options = arena.options();
        List<HubCrowd> crowds = new ArrayList<>();
        try {
            sides.forEach(side -> crowds.add(new HubCrowd(side, arena)));
            String deliveries = "deliveries/s to %,d".formatted(options.subscribers());
            add(
                    bySide(
                            Rounds.interleave(
                                    options.rounds(), crowds, crowd -> crowd.saturate(WINDOW, options.duration())),
                            HubCrowd::hub),
                    deliveries,
                    true,
                    report);
            var rounds = bySide(
                    Rounds.interleave(
                            options.rounds(), crowds, crowd -> crowd.pace(options.rate(), options.duration())),
                    HubCrowd::hub);
            add(millis(rounds, 50), "ms, median, at %d/s".formatted(options.rate()), false, report);
            add(millis(rounds, 99), "ms, 99 %%, at %d/s".formatted(options.rate()), false, report);
        } finally {
            crowds.forEach(crowd -> {
                fault(crowd.faults(), report);
                crowd.close();
            });
        }
    }

    private void publish(List<HubSide> sides, Arena arena, Report report) {
        Options options = arena.options();
        List<HubPublishing> courses = new ArrayList<>();
        try {
            sides.forEach(side -> courses.add(new HubPublishing(side, arena)));
            var rounds = bySide(
                    Rounds.interleave(options.rounds(), courses, course -> course.publish(options.duration())),
                    HubPublishing::hub);
            Map<HubSide, List<Double>> rates = new LinkedHashMap<>();
            rounds.forEach((side, each) -> rates.put(side, new Latencies(each).perSecond(options.duration())));
            add(rates, "published/s by %d".formatted(options.callers()), true, report);
            add(millis(rounds, 99), "ms a publication, 99 %", false, report);
        } finally {
            courses.forEach(course -> {
                fault(course.faults(), report);
                course.close();
            });
        }
    }

    private static Map<HubSide, List<Double>> millis(Map<HubSide, List<Histogram>> rounds, double percentile) {
        Map<HubSide, List<Double>> millis = new LinkedHashMap<>();
        rounds.forEach((side, each) -> millis.put(side, new Latencies(each).millis(percentile)));
        return millis;
    }

    private static <T, V> Map<HubSide, V> bySide(Map<T, V> values, Function<T, HubSide> side) {
        Map<HubSide, V> bySide = new LinkedHashMap<>();
        values.forEach((subject, value) -> bySide.put(side.apply(subject), value));
        return bySide;
    }

    /** A figure of each, and how many times the official hub's each of the others is, or the other way round where less is better. */
    private void add(Map<HubSide, List<Double>> values, String unit, boolean isMoreBetter, Report report) {
        List<Figure> figures = new ArrayList<>();
        values.forEach((side, rounds) -> figures.add(report.add(new Figure(name(), side.name(), unit, rounds))));
        Figure official = figures.get(0);
        for (Figure ours : figures.subList(1, figures.size())) {
            double ratio = isMoreBetter ? ours.ratioTo(official) : official.ratioTo(ours);
            String whose = isMoreBetter
                    ? ours.contender() + " / " + official.contender()
                    : official.contender() + " / " + ours.contender();
            report.add(new Ratio(name() + ", " + unit + ": " + whose, ratio), 1);
        }
    }

    private void fault(String text, Report report) {
        if (!text.isEmpty()) {
            report.addFault(name() + ", " + text);
        }
    }
}

package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.broker.PresenceFeed;
import dev.eventsource.broker.bench.feed.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * A crowd that comes and goes at once, on one channel and on as many channels as it has people, as the broker notes streams that
 * begin and end; measured until a page has been told of the last. And how long it takes to say who is on a channel.
 */
final class Present implements Mode {
    private static final double WANTED = 10_000;
    private static final double LONGEST_MILLIS = 50;
    private static final int QUESTIONS = 5;

    /** A crowd of that many channels, on one broker. */
    private record Crowd(Broker broker, int channels) {}

    /** How many a second. */
    private record Pace(double joins, double leaves) {}

    @Override
    public String name() {
        return "present";
    }

    @Override
    public void run(Arena arena, Report report) {
        List<Broker> brokers = arena.servers().brokers();
        int people = arena.options().present();
        List<Crowd> crowds = new ArrayList<>();
        brokers.forEach(broker -> crowds.add(new Crowd(broker, 1)));
        brokers.forEach(broker -> crowds.add(new Crowd(broker, people)));
        Map<Crowd, List<Pace>> paces =
                Rounds.interleave(arena.options().rounds(), crowds, crowd -> comeAndGo(crowd, arena, report));
        for (Crowd crowd : crowds) {
            add(crowd, "joins/s", paces, Pace::joins, report);
            add(crowd, "leaves/s", paces, Pace::leaves, report);
        }
        list(people, arena, report);
    }

    private void add(
            Crowd crowd, String unit, Map<Crowd, List<Pace>> paces, ToDoubleFunction<Pace> value, Report report) {
        String where = unit + (crowd.channels() == 1 ? ", one channel" : ", %,d channels".formatted(crowd.channels()));
        List<Double> values = Objects.requireNonNull(paces.get(crowd)).stream()
                .mapToDouble(value)
                .boxed()
                .toList();
        Figure figure = report.add(new Figure(name(), crowd.broker().name(), where, values));
        report.add(Goal.atLeast(WANTED, name() + ": " + crowd.broker().name() + ", " + where, figure.median()));
    }

    private Pace comeAndGo(Crowd crowd, Arena arena, Report report) {
        int people = arena.options().present();
        Contender contender = crowd.broker().contender();
        String group = arena.channel();
        String ticket = ((Tickets) contender.door()).pathOfPattern(group + ".#");
        try (PresenceWatch watch = new PresenceWatch(contender, ticket);
                FeedLink feed = new FeedLink(crowd.broker().presencePort())) {
            feed.begin(PresenceFeed.JOIN + group + ".c", crowd.channels(), Payload.SHORTEST);
            double joins = perSecond(people, feed, Duration.ZERO, () -> watch.awaitJoined(people));
            feed.begin(PresenceFeed.LEAVE + group + ".c", crowd.channels(), Payload.SHORTEST);
            double leaves = perSecond(people, feed, Broker.GRACE, () -> watch.awaitLeft(people));
            String faults = watch.faults(people);
            if (!faults.isEmpty()) {
                report.addFault(name() + ", " + crowd + ": " + faults);
            }
            return new Pace(joins, leaves);
        }
    }

    /** Without the grace, in which nobody could be told of yet. */
    private static double perSecond(int people, FeedLink feed, Duration grace, Runnable arrival) {
        long start = System.nanoTime();
        feed.send(people);
        arrival.run();
        return people / ((System.nanoTime() - start - grace.toNanos()) / 1e9);
    }

    @SuppressWarnings("try") // they are there while it is open
    private void list(int people, Arena arena, Report report) {
        String unit = "ms for GET /channel/C/users of %,d".formatted(people);
        for (Broker broker : arena.servers().brokers()) {
            Roll roll = new Roll(broker, arena.channel());
            try (Attendants unused = arena.servers().attendants(broker, roll.channel(), people)) {
                List<Double> millis = Rounds.interleave(
                                arena.options().rounds(), List.of(roll), each -> millis(each, people, report))
                        .getOrDefault(roll, List.of());
                Figure figure = report.add(new Figure(name(), broker.name(), unit, millis));
                report.add(Goal.atMost(LONGEST_MILLIS, name() + ": " + broker.name() + ", " + unit, figure.median()));
            }
        }
    }

    /** The median of some in turn. */
    private double millis(Roll roll, int people, Report report) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            long start = System.nanoTime();
            int present = roll.call();
            millis.add(Duration.ofNanos(System.nanoTime() - start).toNanos() / 1e6);
            if (present != people) {
                report.addFault(
                        name() + ", " + roll.broker().name() + ": " + present + " of " + people + " are listed");
            }
        }
        return new Figure(name(), roll.broker().name(), "ms", millis).median();
    }
}

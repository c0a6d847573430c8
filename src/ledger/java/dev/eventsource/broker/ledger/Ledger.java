package dev.eventsource.broker.ledger;

import dev.eventsource.broker.ledger.browser.Browsers;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.ForeignApplication;
import dev.eventsource.broker.ledger.cluster.Hub;
import dev.eventsource.broker.ledger.event.Line;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Publications;
import dev.eventsource.broker.ledger.fault.Scale;
import dev.eventsource.broker.ledger.fault.Schedule;
import dev.eventsource.broker.ledger.judge.Judge;
import dev.eventsource.broker.ledger.judge.OnceJudge;
import dev.eventsource.broker.ledger.judge.Verdict;
import dev.eventsource.broker.ledger.publish.Publishers;
import dev.eventsource.broker.ledger.publish.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** One run: publishers, subscribers and faults, a quiet end in which everything must settle, and the verdict. */
final class Ledger {
    private static final int CHANNELS = 20;
    private static final int HEARTBEAT_SECONDS = 3;
    private static final long LONGEST_SILENCE_MILLIS = 4 * HEARTBEAT_SECONDS * 1_000L;
    private static final long BEGINNING_MILLIS = 5_000;

    /** Whoever has lost a stream comes back within some seconds, where there is a node for it. */
    private static final long LONGEST_AWAY_MILLIS = 10_000;

    private static final Duration LONGEST_SETTLING = Duration.ofMinutes(3);
    private static final List<String> NAMES =
            IntStream.range(0, CHANNELS).mapToObj(i -> "c" + i).toList();

    /** Subscribers read what the foreign application says alone as well. */
    private static final List<String> READ = Stream.concat(NAMES.stream(), ForeignApplication.channels().stream())
            .toList();

    private final Options options;
    private final Judge.Limits limits;
    private final Scale scale;
    private final Random random;
    private final Publications publications = new Publications();
    private final List<String> unsettled = new ArrayList<>();

    Ledger(Options options, Judge.Limits limits, Scale scale) {
        this.options = options;
        this.limits = limits;
        this.scale = scale;
        this.random = new Random(options.seed());
    }

    Result run() throws InterruptedException {
        System.out.println("ledger: " + options);
        try (Cluster cluster = new Cluster(options.homes(), settings(), options.isRabbitMqCluster());
                Publishers publishers = new Publishers(
                        cluster, NAMES, Hub.channels(), publications, options.isStreamFeed(), options.rate(), random);
                Browsers browsers = new Browsers(
                        cluster.health(), publications, READ, options.subscribers(), LONGEST_SILENCE_MILLIS, random);
                LastValuesTrial values = new LastValuesTrial(cluster, LONGEST_SILENCE_MILLIS, random)) {
            Witness witness = options.isStreamFeed()
                    ? new Witness(cluster.rabbitMqPorts(), publications, values.sayings())
                    : null;
            Schedule schedule = Schedule.of(cluster, publishers, browsers, witness, scale, options.faults(), random);
            publishers.start();
            if (witness != null) {
                values.start();
            }
            browsers.begin(BEGINNING_MILLIS);
            await("all have a stream at first", () -> browsers.withoutStream(LONGEST_AWAY_MILLIS) == 0);
            schedule.run((long) (options.minutes() * 60_000));
            settle(cluster, publishers, browsers, values, schedule, witness);
            browsers.end();
            Verdict verdict = judge(browsers, schedule, witness).with(OnceJudge.judge(publishers.answers()));
            if (witness != null) {
                verdict = verdict.with(values.judge(schedule.incidents()));
            }
            Figures figures = Figures.of(publications, publishers, browsers.books(), schedule, values.figures());
            unsettled.addAll(schedule.failures());
            return new Result(options, figures, verdict, unsettled);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(Hub.settings());
        settings.putAll(ForeignApplication.settings());
        settings.put("AMQP_FEED", options.feed());
        settings.put("HEARTBEAT_SECONDS", HEARTBEAT_SECONDS);
        settings.put("SOCKET_TTL_SECONDS", limits.ticketSeconds());
        settings.put("HISTORY_SECONDS", limits.historySeconds());
        settings.put("HISTORY_BYTES", limits.historyBytes());
        return settings;
    }

    /** Nothing more is done to anything, and soon everyone has everything. */
    private void settle(
            Cluster cluster,
            Publishers publishers,
            Browsers browsers,
            LastValuesTrial values,
            Schedule schedule,
            @Nullable Witness witness)
            throws InterruptedException {
        System.out.println("settling");
        cluster.awaitReady();
        await("all have a stream again", () -> browsers.withoutStream(LONGEST_AWAY_MILLIS) == 0);
        // Those of before may be missed by now, and told of.
        long ending = Moment.now();
        publishers.end();
        Map<Line, Integer> last = publications.newestSince(ending);
        await("all have the last events", () -> browsers.behind(last) == 0);
        await("the hub lists those who subscribe", () -> cluster.roster().isOfThoseAlone(browsers.subscriptions()));
        if (witness != null) {
            long begun = schedule.lastStreamFrom();
            values.settle();
            await("the log has all", () -> witness.hasAllSince(begun));
            witness.close();
        }
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(LONGEST_SETTLING)
                    .pollInterval(Duration.ofMillis(200))
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            unsettled.add("not within " + LONGEST_SETTLING + ": " + what);
        }
    }

    private Verdict judge(Browsers browsers, Schedule schedule, @Nullable Witness witness) {
        Judge judge = witness == null
                ? Judge.ofQueueFeed(publications.all(), schedule.incidents(), limits)
                : Judge.ofStreamFeed(witness.log(), publications.all(), schedule.incidents(), limits);
        return judge.judge(browsers.books());
    }
}

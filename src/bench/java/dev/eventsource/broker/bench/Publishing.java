package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.Callers;
import dev.eventsource.broker.bench.feed.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Callers that publish with {@code POST /event}, each the next event once RabbitMQ has confirmed the one before, to a channel
 * of its own. One subscriber of each sees that they come in order.
 */
final class Publishing implements Mode {
    @Override
    public String name() {
        return "publishing";
    }

    @Override
    public void run(Arena arena, Report report) {
        Options options = arena.options();
        List<Course> courses = new ArrayList<>();
        try (ConfirmedSource alone = arena.servers().confirmedSource(options.callers(), options.length())) {
            for (Broker broker : arena.servers().brokers()) {
                courses.add(new Course(broker, arena));
            }
            courses.forEach(Course::warmUp);
            List<Double> rival = new ArrayList<>();
            Map<Course, List<Histogram>> rounds = Rounds.interleave(options.rounds(), courses, course -> {
                if (course == courses.get(0)) {
                    rival.add(alone.perSecond(options.duration()));
                }
                return course.publish(options.duration());
            });
            Figure limit =
                    report.add(new Figure(name(), "amqp-client alone", "confirmed/s", rival.subList(1, rival.size())));
            rounds.forEach((course, histograms) ->
                    add(course.name(), new Latencies(histograms), limit, options.duration(), report));
        } finally {
            courses.forEach(course -> course.close(this, report));
        }
    }

    private void add(String server, Latencies latencies, Figure limit, Duration duration, Report report) {
        Figure rate = report.add(new Figure(name(), server, "calls/s", latencies.perSecond(duration)));
        Figure tail = report.add(new Figure(name(), server, "ms, 99 %", latencies.millis(99)));
        report.add(new Ratio("publishing: " + server + " / amqp-client alone", rate.ratioTo(limit)));
        report.add(Goal.atLeast(5_000, "publishing: " + server + ", calls/s", rate.median()));
        report.add(Goal.atMost(50, "publishing: " + server + ", ms, 99 %", tail.median()));
    }

    /** One broker, its callers and their subscribers. */
    private static final class Course {
        private final Trial trial;
        private final Callers callers;
        private final Requests requests;
        private final List<String> channels;
        private final long[] published;
        private final int length;
        private final Duration warmUp;

        Course(Broker broker, Arena arena) {
            String channel = arena.channel();
            this.channels = IntStream.range(0, arena.options().callers())
                    .mapToObj(i -> channel + "-" + i)
                    .toList();
            this.trial = new Trial(broker.contender(), arena.client(), channels);
            this.callers = new Callers(broker.contender().address(), channels.size());
            this.requests = new Requests(broker.contender().address());
            this.published = new long[channels.size()];
            this.length = arena.options().length();
            this.warmUp = arena.options().warmUp();
        }

        String name() {
            return trial.contender().name();
        }

        void warmUp() {
            Histogram unused = publish(warmUp);
        }

        Histogram publish(Duration duration) {
            Histogram latencies = callers.call(duration, this::next);
            trial.await((int) latencies.getTotalCount());
            return latencies;
        }

        private byte[] next(int caller) {
            String data = Payload.text(published[caller]++, Payload.nowMicros(), length);
            return requests.post("/event", "channel=" + channels.get(caller) + "&data=" + data);
        }

        void close(Mode mode, Report report) {
            report.addFaults(mode.name(), trial);
            callers.close();
            trial.close();
        }
    }
}

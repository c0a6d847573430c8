package dev.eventsource.broker.console;

import dev.eventsource.broker.channel.BusyChannel;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.feed.Feed;
import dev.eventsource.broker.feed.RefusedMessages;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.mongo.MongoHealth;
import dev.eventsource.broker.ops.Version;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.stream.Draining;
import dev.eventsource.broker.stream.Subscribers;
import dev.eventsource.broker.stream.Traffic;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** What this node says of itself, read now. The console's thread alone asks, and so all fields are its own. */
@Singleton
class Figures {
    private static final int MOST_CHANNELS = 10;
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final Node node;
    private final Version version;
    private final Channels channels;
    private final Feed feed;
    private final RefusedMessages refused;
    private final MongoHealth mongo;
    private final Draining draining;
    private final Subscribers subscribers;
    private final Traffic traffic;
    private final Event<HealthReport> parts;
    private final long startedAt = System.nanoTime();
    private final String host = host();
    private Counted before = new Counted(startedAt, 0, 0);

    private record Counted(long at, long events, long deliveries) {}

    @Inject
    Figures(
            Node node,
            Version version,
            Channels channels,
            Feed feed,
            RefusedMessages refused,
            MongoHealth mongo,
            Draining draining,
            Subscribers subscribers,
            Traffic traffic,
            Event<HealthReport> parts) {
        this.node = node;
        this.version = version;
        this.channels = channels;
        this.feed = feed;
        this.refused = refused;
        this.mongo = mongo;
        this.draining = draining;
        this.subscribers = subscribers;
        this.traffic = traffic;
        this.parts = parts;
    }

    /** For people, who know a node by its machine. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }

    /** Begins to count, so that rates are of what comes from now on. */
    void begin() {
        channels.busiest(0, true);
        before = count();
    }

    /** Counts no longer. */
    void end() {
        channels.busiest(0, false);
    }

    /** All of it; the rates are those since it was last asked, or it began. */
    JsonObject read() {
        Counted now = count();
        double seconds = Math.max(1, now.at - before.at) / NANOS;
        HealthReport report = new HealthReport();
        parts.fire(report);
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("node", node.id())
                .add("host", host)
                .add("version", version.text())
                .add("up_seconds", Duration.ofNanos(now.at - startedAt).toSeconds())
                .add("ready", channels.isComplete() && !draining.isBegun())
                .add("draining", draining.isBegun())
                .add("problems", problems(report))
                .add("connections", subscribers.size())
                .add("channels", channels.size())
                .add("events", now.events)
                .add("events_per_second", rounded((now.events - before.events) / seconds))
                .add("deliveries", now.deliveries)
                .add("deliveries_per_second", rounded((now.deliveries - before.deliveries) / seconds))
                .add("lag_seconds", seconds(report.times().getOrDefault("feed_lag", Duration.ZERO)))
                .add(
                        "refused",
                        refused.counts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .add("busiest", busiest(seconds));
        before = now;
        return json.build();
    }

    private Counted count() {
        return new Counted(System.nanoTime(), channels.events(), traffic.events());
    }

    private JsonObjectBuilder problems(HealthReport report) {
        JsonObjectBuilder problems = Json.createObjectBuilder();
        if (!feed.isBound()) {
            problems.add("rabbitmq", "events do not come in");
        }
        mongo.problem().ifPresent(problem -> problems.add("mongodb", problem));
        report.problems().forEach((part, problem) -> problem.ifPresent(words -> problems.add(part, words)));
        return problems;
    }

    private JsonArrayBuilder busiest(double seconds) {
        JsonArrayBuilder busiest = Json.createArrayBuilder();
        for (BusyChannel busy : channels.busiest(MOST_CHANNELS, true)) {
            JsonObjectBuilder channel = Json.createObjectBuilder()
                    .add("channel", busy.id().name())
                    .add("events_per_second", rounded(busy.events() / seconds))
                    .add("streams", busy.streams());
            String user = busy.id().user();
            busiest.add(user == null ? channel : channel.add("user", user));
        }
        return busiest;
    }

    private static double rounded(double rate) {
        return Math.round(rate * 10) / 10.0;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}

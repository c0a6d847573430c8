package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.broker.DirectFeed;
import dev.eventsource.broker.bench.broker.PresenceFeed;
import dev.eventsource.broker.run.MongoServer;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The broker on one of its servers, and what it must reach there.
 *
 * @param presencePort where it is told of streams that begin and end
 * @param exchange that it reads, and no other broker
 * @param oneAtATime of the floor's deliveries, at least
 * @param idleKilobytes of heap for an idle connection, at most
 */
record Broker(Contender contender, int presencePort, String exchange, double oneAtATime, double idleKilobytes) {
    /** The shortest that there is: how long somebody may be gone is not what is measured. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final int SOCKET_TTL_SECONDS = 86_400;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    static Broker onPayara() {
        return new Broker(contender("broker on Payara"), Port.free(), "bench.payara", 0.65, 16);
    }

    static Broker onWildFly() {
        return new Broker(contender("broker on WildFly"), Port.free(), "bench.wildfly", 0.8, 5);
    }

    private static Contender contender(String name) {
        int httpPort = Port.free();
        return new Contender(name, httpPort, Port.free(), true, new Tickets(httpPort));
    }

    /** What it has to be told. Tickets outlive the benchmark, and history is to be gone before the heap is measured. */
    Map<String, Object> settings(String amqpUrl, String mongoUrl, Options options) {
        Map<String, Object> all = new HashMap<>(HubCalls.SETTINGS);
        all.putAll(Map.ofEntries(
                Map.entry(DirectFeed.PORT, contender.feedPort()),
                Map.entry(PresenceFeed.PORT, presencePort),
                Map.entry("AMQP_URL", amqpUrl),
                Map.entry("AMQP_EXCHANGE", exchange),
                Map.entry("MONGO_URL", mongoUrl),
                Map.entry("SOCKET_TTL_SECONDS", SOCKET_TTL_SECONDS),
                Map.entry("PRESENCE_GRACE_SECONDS", GRACE.toSeconds()),
                Map.entry("HISTORY_SECONDS", options.history()),
                Map.entry("HISTORY_BYTES", options.historyBytes()),
                Map.entry("WRITER_THREADS", options.writers()),
                Map.entry("OPERATOR_ON_LOOPBACK", true)));
        return all;
    }

    /** MongoDB as this broker has it, with a database of its own: nodes of one database give up each other's places. */
    String mongoUrl(MongoServer mongo) {
        return mongo.url().replace("/eventsourcehq", "/" + database());
    }

    String database() {
        return exchange.replace('.', '_');
    }

    String name() {
        return contender.name();
    }

    /** Waits until it serves, for as long as there is no failure. */
    void awaitReady(Runnable failIfDead) {
        patiently()
                .conditionEvaluationListener(condition -> failIfDead.run())
                .until(() -> get("/status").statusCode() == 200);
    }

    /** Waits until it holds no event, and no client: that they are gone it finds out by a heartbeat. */
    void awaitNoChannels() {
        patiently().until(() -> get("/broker").body().contains("\"channels\":0,"));
    }

    private static ConditionFactory patiently() {
        return Awaitility.await()
                .atMost(LONGEST_WAIT)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + contender.httpPort() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}

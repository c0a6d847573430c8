package dev.eventsource.broker.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The broker on one of its servers, and what it must reach there.
 *
 * @param oneAtATime of the floor's deliveries, at least
 * @param idleKilobytes of heap for an idle connection, at most
 */
record Broker(Contender contender, double oneAtATime, double idleKilobytes) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    static Broker onPayara(int httpPort, int feedPort) {
        return new Broker(contender("broker on Payara", httpPort, feedPort), 0.55, 16);
    }

    private static Contender contender(String name, int httpPort, int feedPort) {
        return new Contender(name, httpPort, feedPort, true, new Tickets(httpPort));
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

    /** Waits until it has found out that its clients are gone, which takes a heartbeat. */
    void awaitNoConnections() {
        patiently().until(() -> get("/broker").body().contains("\"connections\":0,"));
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

package dev.eventsource.broker.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code mvn -Prun} makes of the broker's answers. */
class ReadinessTest {
    private static final String UNBOUND = """
            {"status":"unavailable","rabbitmq":"OK","mongodb":"OK","draining":false,"feed_lag_seconds":0.1,
             "parts":{"source-bindings":"1 source is not bound: ordrs: there is no such exchange","timers":"OK"}}""";

    private final HttpServer server = start();
    private final AtomicInteger statusAsked = new AtomicInteger();

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Readiness readiness() {
        return new Readiness(server.getAddress().getPort(), Duration.ofSeconds(20), Duration.ofSeconds(1));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }

    @Test
    void whoeverServesButComplainsGoesOnAndItsWordsAreSaid() {
        server.createContext("/status", exchange -> answer(exchange, 503, UNBOUND));
        server.createContext("/status/ready", exchange -> answer(exchange, 200, "{}"));
        assertThat(readiness().await())
                .containsExactly("source-bindings: 1 source is not bound: ordrs: there is no such exchange");
    }

    @Test
    void whatIsOverInAMomentIsNotSaid() {
        server.createContext(
                "/status", exchange -> answer(exchange, statusAsked.incrementAndGet() < 3 ? 503 : 200, UNBOUND));
        server.createContext("/status/ready", exchange -> answer(exchange, 200, "{}"));
        assertThat(readiness().await()).isEmpty();
    }

    @Test
    void whoeverIsNoBrokerEndsTheRun() {
        server.createContext("/status", exchange -> answer(exchange, 503, "Not yet"));
        Readiness readiness =
                new Readiness(server.getAddress().getPort(), Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThatThrownBy(readiness::await).isInstanceOf(CannotRun.class).hasMessageContaining("/status");
    }
}

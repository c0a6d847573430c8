package dev.eventsource.broker.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookClientTest {
    private final WebhookClient client = new WebhookClient(2, Duration.ofSeconds(1));

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void leavesAServerAtTheDeadline(String scheme) throws IOException {
        try (ServerSocket silent = server()) {
            CompletableFuture<Integer> status = client.send(post(scheme, silent, "/"));
            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(20_000);
                connection.getInputStream().readAllBytes();
            }
            assertThatThrownBy(status::join).hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void asksForThePathAndTheQueryAsTheyAre() throws IOException {
        assertThat(requestFor("//a%2Fb/?q=%20&r=ä"))
                .startsWith("POST //a%2Fb/?q=%20&r=%C3%A4 HTTP/1.1\r\n")
                .contains("\r\nHost: 127.0.0.1:")
                .contains("\r\nContent-Type: application/json\r\n")
                .contains("\"event\":\"occupied\"");
        assertThat(requestFor("")).startsWith("POST / HTTP/1.1\r\n");
    }

    @Test
    void takesTheAnswerThatFollowsInterimOnes() throws IOException {
        try (ServerSocket server = server()) {
            CompletableFuture<Integer> status = client.send(post("http", server, "/"));
            try (Socket connection = server.accept()) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n"
                                .getBytes(US_ASCII));
                assertThat(status.join()).isEqualTo(202);
            }
        }
    }

    private String requestFor(String pathAndQuery) throws IOException {
        try (ServerSocket server = server()) {
            CompletableFuture<Integer> status = client.send(post("http", server, pathAndQuery));
            try (Socket connection = server.accept()) {
                String request = new String(connection.getInputStream().readAllBytes(), UTF_8);
                assertThat(status).failsWithin(Duration.ofSeconds(20));
                return request;
            }
        }
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    private static WebhookPost post(String scheme, ServerSocket server, String pathAndQuery) {
        URI url = URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + pathAndQuery);
        return WebhookPost.first(new WebhookTarget("user", url, "secret"), "channel", "occupied", Instant.EPOCH, 0);
    }
}

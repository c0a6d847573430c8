package dev.eventsource.broker.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.user.Notices;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhooksTest {
    private static final int MANY = 60;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final Webhooks webhooks = new Webhooks();

    @BeforeEach
    void start() {
        webhooks.start(new Startup());
    }

    @AfterEach
    void stop() {
        webhooks.stop(new Shutdown());
    }

    @Test
    void takesAnAnswerWithoutItsBody() {
        try (Server dripping = Server.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nd")) {
            IntStream.range(0, MANY).forEach(i -> tell("dripping", dripping));
            await().atMost(AT_ONCE).until(() -> delivered() == MANY);
            await().until(dripping::isLeft);
        }
    }

    @Test
    void takesAnswersWithAndWithoutABody() {
        try (Server plain = Server.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Server empty = Server.answering("HTTP/1.1 204 No Content\r\n\r\n");
                Server chunked = Server.answering("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n")) {
            tell("plain", plain);
            tell("empty", empty);
            tell("chunked", chunked);
            await().atMost(AT_ONCE).until(() -> delivered() == 3);
        }
    }

    @Test
    void aSilentServerOfOneUserDelaysNobodyElse() {
        try (Server silent = Server.answering("");
                Server slowHead = Server.answering("HTTP/1.1 200 OK\r\nX");
                Server well = Server.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            IntStream.range(0, MANY).forEach(i -> tell("silent", silent));
            IntStream.range(0, MANY).forEach(i -> tell("slow", slowHead));
            tell("well", well);
            await().atMost(AT_ONCE).until(() -> delivered() == 1);
        }
    }

    @Test
    void goesOnAfterAnAddressThatTheClientDoesNotTake() {
        try (Server well = Server.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            tell("odd", URI.create("ftp://127.0.0.1/"), "s");
            tell("odd", URI.create("http://127.0.0.1:0/"), "s");
            tell("odd", URI.create("http://127.0.0.1/"), "");
            tell("well", well);
            await().atMost(AT_ONCE).until(() -> delivered() == 1);
            assertThat(webhooks.pending()).isEqualTo(3);
        }
    }

    static Map<String, String> malformed() {
        return Map.of(
                "status that is no number",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "something else than HTTP",
                "\u0001\u0002\u0003\r\n\r\n",
                "field without a colon",
                "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
                "length that is too large",
                "HTTP/1.1 200 OK\r\nContent-Length: " + "9".repeat(20) + "\r\n\r\n",
                "interim answers only",
                "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000),
                "many fields",
                "HTTP/1.1 200 OK\r\n" + ("X: " + "x".repeat(4_000) + "\r\n").repeat(1_000),
                "endless line",
                "HTTP/1.1 200 OK\r\nX: " + "x".repeat(4_000_000));
    }

    static Set<String> kindsOfMalformed() {
        return malformed().keySet();
    }

    @ParameterizedTest
    @MethodSource("kindsOfMalformed")
    void leavesAServerThatAnswersWith(String kind) {
        try (Server malformed = Server.answering(malformed().getOrDefault(kind, ""))) {
            tell("malformed", malformed);
            await().until(malformed::isCalled);
            await().atMost(AT_ONCE).until(malformed::isLeft);
        }
    }

    @Test
    void leavesAllServersWhenItStops() {
        try (Server silent = Server.answering("")) {
            tell("silent", silent);
            await().until(silent::isCalled);
            webhooks.stop(new Shutdown());
            await().atMost(AT_ONCE).until(silent::isLeft);
        }
    }

    private void tell(String user, Server server) {
        tell(user, server.url(), "secret");
    }

    private void tell(String user, URI url, String secret) {
        webhooks.tell(user, new Notices(false, url, secret), "channel", "occupied", Instant.now());
    }

    private long delivered() {
        return webhooks.outcomes().getOrDefault("delivered", 0L);
    }

    /** Takes every connection, says the same to each, and leaves it open. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket;
        private final String answer;
        private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

        private Server(String answer) {
            this.answer = answer;
            try {
                socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread thread = new Thread(this::serve, "answering");
            thread.setDaemon(true);
            thread.start();
        }

        static Server answering(String answer) {
            return new Server(answer);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/hook");
        }

        private void serve() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    connections.add(connection);
                    answer(connection);
                }
            } catch (IOException e) {
                assertThat(socket.isClosed()).isTrue();
            }
        }

        @SuppressWarnings("EmptyCatch") // who was answered has left
        private void answer(Socket connection) {
            try {
                connection.getInputStream().read(new byte[8_192]);
                connection.getOutputStream().write(answer.getBytes(US_ASCII));
                connection.getOutputStream().flush();
            } catch (IOException e) {
                // It is not for the server to say when.
            }
        }

        boolean isCalled() {
            return !connections.isEmpty();
        }

        /** Whether nobody holds a connection that was taken. */
        boolean isLeft() {
            return connections.stream().allMatch(Server::isAtItsEnd);
        }

        private static boolean isAtItsEnd(Socket connection) {
            try {
                connection.setSoTimeout(100);
                connection.getInputStream().readAllBytes();
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
                for (Socket connection : connections) {
                    connection.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

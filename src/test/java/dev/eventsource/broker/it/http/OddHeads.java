package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that the server's JAX-RS cannot read: nobody gets a 500 for them, and the log no trace. */
public interface OddHeads {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: a",
                "Accept: a/b;q=x",
                "Accept: */*;q=2",
                "Accept: [::",
                "Accept-Language: a;q=x",
                "Accept-Language: */*;q=2",
                "Content-Language: a;q=",
                "Content-Type: a",
                "Content-Type: ,",
                "Content-Type: \u00e9/b",
                "Content-Type: application/x-www-form-urlencoded; q",
                "If-None-Match: a",
                "If-None-Match: W/\"",
                "If-Match: \u00e9",
                "Cookie: $Version=1; $Path",
                "Cookie: $Version==1; a=b",
                "Cookie: a=b\u0001; c=\u00e9"
            })
    default void whatJaxRsCannotReadIsAsIfItWereNotThere(String header) {
        try (LoggedTraces traces = new LoggedTraces()) {
            assertThat(status(head("GET", "/es.js", header))).isEqualTo(200);
            assertThat(status(head("GET", "/", header))).isEqualTo(200);
            assertThat(status(head("GET", "/metrics", header))).isLessThan(500);
            assertThat(status(head("POST", "/event", header + "\r\nContent-Length: 9") + "channel=a"))
                    .isBetween(400, 499);
            assertThat(traces.found()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "GET, /eventsource", "POST, /event", "POST, /nothing", "DELETE, /socket/x", "PUT, /event"})
    default void aBodyThatIsAnnouncedAndNeverBegunIsNoFailureOfTheServer(String method, String path)
            throws IOException {
        URI broker = Broker.uri("/");
        try (var socket = new Socket(broker.getHost(), broker.getPort())) {
            String head = head(method, path, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 300");
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answer).doesNotContain("java.io").doesNotStartWith("HTTP/1.1 5");
        }
    }

    private static String head(String method, String path, String header) {
        return "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n\r\n"
                .formatted(method, path, Broker.uri("/").getAuthority(), header);
    }

    private static int status(String request) {
        return Integer.parseInt(RawHttp.send(request).substring(9, 12));
    }
}

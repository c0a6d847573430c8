package dev.eventsource.broker.it.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Calls that have been sent, and whose answers nobody has read yet. */
final class WaitingCalls implements AutoCloseable {
    private static final int LIMIT_MILLIS = 60_000;

    /** More than embedded Payara has threads for requests; of all kinds, more than WildFly has. */
    private static final int OF_EACH_KIND = 6;

    private static final String ALICES = authorization(Broker.ALICE.key(), Broker.ALICE.secret());
    private static final String NOBODYS = authorization("never-seen", "secret");
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    /** One of each kind that asks MongoDB, by a user who is known, by somebody who is not, or by an operator. */
    private static final List<String> KINDS = List.of(
            call("GET /channel/c/users", ALICES),
            call("GET /channel/c/users/count", ALICES),
            call("HEAD /channel/c/users", ALICES),
            call("GET /stats", ALICES),
            call("DELETE /socket/unknown", ALICES),
            call("DELETE /channel/c", ALICES),
            call("GET /users", ""),
            call("GET /users/alice", ""),
            call("DELETE /users/nobody", ""),
            call("POST /users?name=new", ""),
            call("PATCH /users/nobody?name=new", ""),
            call("POST /users/nobody/secret", ""),
            call("GET /stats?user=never-seen", ""),
            call("POST /socket?channel=c", ALICES),
            call("POST /socket/unknown?data=d", ""),
            call("GET /channel/c/users", NOBODYS),
            call("POST /event?channel=c&data=d", NOBODYS),
            // Of which the body comes later, or never, and whom its head is to prove.
            call("POST /event", NOBODYS + FORM + "Content-Length: 1000\r\n"),
            call("POST /socket/unknown", FORM + "Content-Length: 1000\r\n"),
            call("GET /eventsource?socket=unknown", "Content-Length: 1000\r\n"));

    private final List<Socket> sockets = new ArrayList<>();

    /** One of each kind that is whole, and answered. */
    static void makeOnce() {
        KINDS.stream()
                .filter(kind -> !kind.contains("Content-Length"))
                .forEach(kind ->
                        assertThat(RawHttp.send(kind)).as(kind).matches("(?s)HTTP/1.1 (200|201|204|401|404) .*"));
    }

    /** More of each kind than a server may have threads. */
    static WaitingCalls ofEachKind() {
        WaitingCalls calls = new WaitingCalls();
        for (int i = 0; i < OF_EACH_KIND; i++) {
            KINDS.forEach(calls::send);
        }
        return calls;
    }

    private static String call(String call, String headers) {
        return "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
                .formatted(call, Broker.uri("/").getAuthority(), headers);
    }

    private static String authorization(String key, String secret) {
        return "Authorization: " + Credentials.basic(key, secret).authorization() + "\r\n";
    }

    private void send(String call) {
        URI broker = Broker.uri("/");
        try {
            Socket socket = new Socket(broker.getHost(), broker.getPort());
            sockets.add(socket);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(call.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each is told to try again: an EventSource by a time for that, which is all that it understands. */
    void assertAreToldToTryAgain() {
        for (int i = 0; i < sockets.size(); i++) {
            String kind = KINDS.get(i % KINDS.size());
            String answer = read(sockets.get(i));
            if (kind.startsWith("GET /eventsource")) {
                assertThat(answer).as(kind).startsWith("HTTP/1.1 200").contains("retry: ");
            } else {
                assertThat(answer).as(kind).startsWith("HTTP/1.1 503").contains("Retry-After: ");
            }
        }
    }

    private static String read(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Site;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Requests of every call of the broker, mutated and sent as bytes. Any thread may send. */
final class FuzzedRequests {
    /** Time enough for an answer to what is whole; what is not gets its end then. */
    private static final int PATIENCE_MILLIS = 200;

    private static final int LIMIT_MILLIS = 30_000;
    private static final int LONGEST_ANSWER = 64 << 10;

    private final List<String> requests;
    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();

    /** Requests with the credentials and sockets of a site, which is to be used for nothing else. */
    FuzzedRequests(Site site) {
        String socket = site.openSocket("a", "b");
        String proof = site.credentials().parameters().encoded();
        String basic =
                Credentials.basic(site.user().key(), site.user().secret()).authorization();
        String user = "/users/" + Site.ofNewUser().user().key();
        requests = Stream.of(
                        post("/socket", "channel=a&channel=b&presence_id=p&" + proof),
                        post("/socket/" + socket, "data=d&name=n"),
                        post("/event", "channel=a&data=d&name=n&id=1&socket=s&" + proof),
                        head("POST", "/event?channel=a&data=d&key=k", "Authorization: " + basic) + "\r\n",
                        get("/eventsource?socket=" + socket + "&channel=a&last-event-id=%401"),
                        get("/eventsource?transport=long-poll&socket=" + socket),
                        head("GET", "/eventsource?socket=" + socket, "Last-Event-ID: 1") + "\r\n",
                        head("OPTIONS", "/eventsource", "Origin: https://a.example") + "\r\n",
                        get("/stats?interval=1m&buckets=10&" + proof),
                        head("POST", "/events?" + proof, "Content-Type: application/x-ndjson\r\nContent-Length: 27")
                                + "\r\n{\"channel\":\"a\",\"data\":\"d\"}\n",
                        get("/status"),
                        get("/broker"),
                        get("/"),
                        head("GET", "/debug", "Accept: text/html;q=0.9, */*\r\nAccept-Language: de-DE, en;q=0.5")
                                + "\r\n",
                        head("GET", "/status", "Cookie: $Version=1; a=b; $Path=/\r\nContent-Language: en") + "\r\n",
                        get("/es.js"),
                        get("/channel/a/users?" + proof),
                        get("/channel/a/users/count?" + proof),
                        get("/channel/a/events?after=%401&limit=10&" + proof),
                        get("/channel/a%2Fb/users?" + proof),
                        head("DELETE", "/channel/a%2F%C3%A9?" + proof, "") + "\r\n",
                        head("DELETE", "/socket/" + site.openSocket("a") + "?" + proof, "") + "\r\n",
                        head("DELETE", "/channel/gone?" + proof, "") + "\r\n",
                        get("/users?limit=10&after=a"),
                        post("/users", "name=n&disabled=true&max_connections=1"),
                        get(user),
                        head("PATCH", user + "?name=n&max_connections=1", "") + "\r\n",
                        post(user + "/secret", "overlap_seconds=1"),
                        head("DELETE", "/users/nobody", "") + "\r\n",
                        chunked("/event", "channel=a&data=d&" + proof))
                .toList();
    }

    private static String get(String path) {
        return head("GET", path, "") + "\r\n";
    }

    private static String post(String path, String form) {
        return head("POST", path, "Content-Type: application/x-www-form-urlencoded")
                + "Content-Length: %d\r\n\r\n%s".formatted(form.length(), form);
    }

    private static String chunked(String path, String form) {
        return head("POST", path, "Content-Type: application/x-www-form-urlencoded")
                + "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(form.length(), form);
    }

    private static String head(String method, String path, String header) {
        return "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s"
                .formatted(method, path, Broker.uri("/").getAuthority(), header.isEmpty() ? "" : header + "\r\n");
    }

    /** Sends one, and fails where the answer is one that must not be. */
    void send(long seed) {
        Random random = new Random(seed);
        byte[] request = new Mutation(random).of(requests.get(random.nextInt(requests.size())));
        String answer = answer(request);
        answers.merge(
                answer.isEmpty() ? "no answer" : answer.lines().findFirst().orElse(""), 1, Integer::sum);
        if (isFailure(answer)) {
            throw new AssertionError("seed %d: %s%n-- to --%n%s"
                    .formatted(seed, answer, new String(request, 0, Math.min(request.length, 2_000), ISO_8859_1)));
        }
    }

    /** That a server knows no such version of HTTP, or no such transfer coding, is as good an answer as a 400. */
    private static boolean isFailure(String answer) {
        return answer.matches("(?s)HTTP/1.1 50[0246-9].*") || answer.contains("\tat ") || answer.contains("Exception:");
    }

    private static String answer(byte[] request) {
        URI broker = Broker.uri("/");
        try (var socket = new Socket(broker.getHost(), broker.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            try {
                return read(socket.getInputStream());
            } catch (SocketTimeoutException unfinished) {
                socket.shutdownOutput();
                socket.setSoTimeout(LIMIT_MILLIS);
                return read(socket.getInputStream());
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer and no end within %d ms to %s"
                    .formatted(LIMIT_MILLIS, new String(request, 0, Math.min(request.length, 2_000), ISO_8859_1)));
        } catch (IOException closedWhileSending) {
            return "";
        }
    }

    /** Up to the end, or to the head of a stream that has none. */
    private static String read(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] chunk = new byte[8 << 10];
        int read = in.read(chunk);
        while (read >= 0 && answer.length() < LONGEST_ANSWER) {
            answer.append(new String(chunk, 0, read, ISO_8859_1));
            if (answer.indexOf("text/event-stream") >= 0) {
                break;
            }
            read = in.read(chunk);
        }
        return answer.toString();
    }

    /** How often each status was answered. */
    Map<String, Integer> answers() {
        return answers;
    }
}

package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.OperatorsToken;
import dev.eventsource.broker.it.support.RawHttp;
import dev.eventsource.broker.it.support.Secrets;
import dev.eventsource.broker.it.support.Site;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the broker says of itself, and to whom. */
public interface OperatorsCalls {
    @Test
    default void describesTheNode() {
        try (var stream = Site.ALICES.subscribe("a")) {
            assertThat(stream.status()).isEqualTo(200);
            var broker = Door.get("/broker").object();
            assertThat(broker.keySet())
                    .contains("broker_id", "connections", "channels", "events", "version", "refused");
            assertThat(broker.getInt("connections")).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Forwarded,for=192.0.2.1",
        "X-Forwarded-For,192.0.2.1",
        "X-Forwarded-For,127.0.0.1",
        "X-Forwarded-Anything,a",
        "X-Real-IP,127.0.0.1",
        "Via,1.1 proxy"
    })
    default void aCallThroughAProxyIsNoOperators(String header, String value) {
        assertProblem(Door.get("/broker", header, value), 401);
        assertProblem(Door.get("/broker", header, value, "Authorization", "Bearer wrong"), 401);
        String token = "Bearer " + OperatorsToken.drawn();
        assertThat(Door.get("/broker", header, value, "Authorization", token).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/broker", "/metrics", "/users", "/users/alice", "/stats?user=alice"})
    default void whoSaysSomethingWrongIsNoOperatorThoughOnLoopback(String call) {
        assertThat(Door.get(call).status()).isEqualTo(200);
        assertProblem(Door.get(call, "Authorization", "Bearer wrong"), 401);
        assertProblem(Door.get(call, "Authorization", "Bearer"), 401);
        assertProblem(Door.get(call, "Authorization", OperatorsToken.drawn()), 401);
        assertThat(Door.get(call, "Authorization", "bearer " + OperatorsToken.drawn())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Origin,https://page.example", "Origin,null", "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site"})
    default void thePageOfAnotherSiteMakesNoOperatorsCalls(String header, String value) {
        String token = "Bearer " + OperatorsToken.drawn();
        assertProblem(Door.get("/broker", header, value), 403);
        assertProblem(Door.get("/broker", header, value, "Authorization", token), 403);
        assertProblem(Door.call("POST", "/users", header, value), 403);
        assertThat(Door.get("/broker", "Sec-Fetch-Site", "none").status()).isEqualTo(200);
        assertThat(Door.get("/broker", "Sec-Fetch-Site", "same-origin").status())
                .isEqualTo(200);
    }

    /** Of two the broker would judge by one, and a proxy before it perhaps by the other. */
    @Test
    default void whoSaysItTwiceIsRefused() {
        String token = "Authorization: Bearer " + OperatorsToken.drawn() + "\r\n";
        String own = "Sec-Fetch-Site: same-origin\r\n";
        String origin = "Origin: http://" + Broker.uri("/").getAuthority() + "\r\n";
        assertThat(broker(token + own + origin)).startsWith("HTTP/1.1 200");
        assertThat(broker(token + "Authorization: Bearer wrong\r\n")).startsWith("HTTP/1.1 400");
        assertThat(broker(token + own + "Sec-Fetch-Site: cross-site\r\n")).startsWith("HTTP/1.1 403");
        assertThat(broker(token + origin + "Origin: https://page.example\r\n")).startsWith("HTTP/1.1 403");
        assertThat(broker(token + "Host: b\r\n")).startsWith("HTTP/1.1 400");
    }

    private static String broker(String headers) {
        String host = Broker.uri("/").getAuthority();
        return RawHttp.send("GET /broker HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n");
    }

    /** DNS rebinding: a page's own name was made to point to loopback, and its server is this broker now. */
    @ParameterizedTest
    @CsvSource({"page.example,401", "127.0.0.1.page.example,401", "localhost,200", "127.0.0.1:8080,200", "[::1],200"})
    default void aCallUnderTheNameOfAnotherSiteIsNoOperators(String host, int status) {
        assertThat(RawHttp.send("GET /broker HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    /** As a proxy's may that speaks HTTP/1.0 to those behind it; and servers make out a name where there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0\r\n", "HTTP/1.0\r\nHost: page.example:127.0.0.1\r\n", "HTTP/1.0\r\nHost: \r\n"})
    default void aCallThatDoesNotNameLoopbackIsNoOperators(String head) {
        assertThat(RawHttp.send("GET /broker " + head + "\r\n")).doesNotContain("\"refused\"");
    }

    @Test
    default void callsReachChannelsWithASlash() {
        String channel = Site.newChannel() + "/a";
        String path = "/channel/" + channel.replace("/", "%2F");
        try (var stream = Site.ALICES.subscribe(channel)) {
            String proof = Site.ALICES.credentials().parameters().encoded();
            assertThat(Door.get(path + "/users/count?" + proof).body()).isEqualTo("{\"users\":0,\"streams\":1}");
            assertThat(Door.call("DELETE", path).status()).isEqualTo(204);
            stream.awaitEnd();
        }
    }

    /** Heads that proxies, single sign-on and tracing have added to. */
    @Test
    default void takesLargeHeads() {
        String end = "Connection: close\r\n\r\n";
        String get = "GET /status HTTP/1.1\r\nHost: " + Broker.uri("/").getAuthority() + "\r\n";
        String cookies = "Cookie: " + "c".repeat(8_000) + "\r\n";
        assertThat(RawHttp.send(get + cookies.repeat(4) + end)).startsWith("HTTP/1.1 200");
        String fields =
                IntStream.range(0, 195).mapToObj("X-Field-%d: a\r\n"::formatted).collect(Collectors.joining());
        assertThat(RawHttp.send(get + fields + end)).startsWith("HTTP/1.1 200");
        assertThat(RawHttp.send(get + "Content-Length: 0\r\n" + end)).startsWith("HTTP/1.1 200");
        assertThat(RawHttp.send(get + "Transfer-Encoding: chunked\r\n" + end + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%ff", "/channel/%C0%80/users", "/users/%FF", "/channel/\u00ff/users"})
    default void refusesWhatIsNoPath(String path) {
        for (String method : List.of("GET", "POST", "HEAD", "DELETE")) {
            assertThat(RawHttp.send("%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".formatted(method, path)))
                    .startsWith("HTTP/1.1 400");
        }
    }

    /** Servers answer these themselves, each in its own way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/socket/s%00",
                "/status\\a",
                "/a/../../b",
                "/a/%2e%2e/%2e%2e/b",
                "/b%2f..%2f..",
                "a",
                "*"
            })
    default void whatNoServerCanMakeOutIsNoFailure(String path) {
        for (String method : List.of("GET", "POST", "HEAD", "DELETE")) {
            assertThat(RawHttp.send("%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".formatted(method, path)))
                    .containsPattern("^HTTP/1.1 40[04]");
        }
    }

    /** Where a server may have something of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/metrics/", "/metrics/base", "/health/", "/status/", "/es.js/", "/eventsource/", "/debug/"})
    default void aSlashBehindACallIsNoFailure(String path) {
        assertThat(Door.get(path).status()).isIn(200, 401, 403, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/application.wadl", "/openapi"})
    default void describesItsCallsToNobody(String path) {
        assertThat(Door.get(path).status()).isIn(403, 404);
    }

    /** Whose form has no body: what a library warns of, it shows the whole address of. */
    @Test
    default void noLibraryLogsAnAddress() {
        String secret = "secret-" + Site.newChannel();
        Secrets.add(secret);
        String form = "application/x-www-form-urlencoded";
        assertProblem(Door.call("POST", "/event?channel=a&token=" + secret, "Content-Type", form), 401);
        assertProblem(Door.call("POST", "/socket/" + secret + "?data=d", "Content-Type", form), 404);
        assertThat(Door.get("/status?token=" + secret, "Content-Type", form).status())
                .isEqualTo(200);
    }

    @Test
    default void aPageOfTheBrokersOwnMayCallForAnOperator() {
        String origin = "http://" + Broker.uri("/").getAuthority();
        assertThat(Door.get("/broker", "Origin", origin).status()).isEqualTo(200);
    }

    @Test
    default void saysThatItIsReady() {
        Answer status = Door.get("/status");
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.body()).contains("OK");
        assertThat(Door.call("HEAD", "/status").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status/ready", "/status/live"})
    default void answersLoadBalancersAndWhatRestartsIt(String path) {
        Answer answer = Door.get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.object().getString("status")).isEqualTo("OK");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Door.call("HEAD", path).status()).isEqualTo(200);
    }
}

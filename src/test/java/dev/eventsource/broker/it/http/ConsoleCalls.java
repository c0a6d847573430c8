package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.OperatorsToken;
import dev.eventsource.broker.it.support.Site;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operators' console as a browser without scruples sees it. All come through a proxy, for here a direct call from loopback
 * is an operator's.
 */
public interface ConsoleCalls extends FeedTests {
    @Test
    default void aSessionStandsForTheToken() {
        String cookie = session();
        for (String call :
                List.of("/broker", "/users", "/metrics", "/stats?user=alice", "/channel/a/users?user=alice")) {
            assertThat(get(call, cookie).status()).as(call).isEqualTo(200);
            assertProblem(Door.get(call, with("Cookie", cookie)), 401);
            assertProblem(Door.get(call, with("Eshq-Console", "1")), 401);
        }
        assertThat(Door.call("PUT", "/admin", in(cookie)).header("Set-Cookie")).startsWith("eshq-operator=");
    }

    /** Whoever has copied it before. */
    @Test
    default void aSessionThatWasEndedIsNone() {
        String cookie = session();
        Answer ended = Door.call("DELETE", "/admin", in(cookie));
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie")).startsWith("eshq-operator=;").contains("Max-Age=0");
        assertProblem(get("/broker", cookie), 401);
        assertProblem(Door.call("PUT", "/admin", in(cookie)), 401);
    }

    @Test
    default void everySessionIsANewOne() {
        String planted = session();
        Answer begun = begin("Cookie", planted);
        String own = cookie(begun);
        assertThat(own).isNotEqualTo(planted);
        Door.call("DELETE", "/admin", in(planted));
        assertThat(get("/broker", own).status()).isEqualTo(200);
        assertThat(get("/broker", planted + "; " + own).status()).isEqualTo(200);
    }

    @Test
    default void theCookieIsForThisBrokerAndNoScript() {
        assertThat(begin("Origin", "").header("Set-Cookie"))
                .contains("; HttpOnly", "; SameSite=Strict")
                .doesNotContain("Secure", "Path", "Domain");
        assertThat(begin("Origin", "https://" + Broker.uri("/").getAuthority()).header("Set-Cookie"))
                .contains("; Secure");
    }

    @ParameterizedTest
    @CsvSource({"Origin,https://page.example", "Origin,null", "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site"})
    default void noPageOfAnotherSiteUsesASession(String header, String value) {
        String cookie = session();
        assertProblem(Door.call("POST", "/users", with(in(cookie), header, value)), 403);
        assertProblem(Door.call("GET", "/admin/events", with(in(cookie), header, value)), 403);
        assertProblem(Door.call("DELETE", "/admin", with(in(cookie), header, value)), 403);
        assertProblem(
                Door.call(
                        "POST",
                        "/admin",
                        with(throughAProxy(), "Authorization", "Bearer " + OperatorsToken.drawn(), header, value)),
                403);
        assertThat(get("/broker", cookie).status()).isEqualTo(200);
    }

    /** As old browsers make it that say nothing of where a form comes from: the cookie alone. */
    @Test
    default void noFormUsesASession() {
        String cookie = session();
        assertProblem(Door.call("POST", "/users", Form.of("name", "forged"), with("Cookie", cookie)), 401);
        assertProblem(Door.call("POST", "/drain", with("Cookie", cookie)), 401);
        assertProblem(Door.call("DELETE", "/admin", with("Cookie", cookie)), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "aaaaaaaaaaaaaaaaaaaaaaaa.1790000000.1790000000.", "\"", "a; b=c", "%00"})
    default void whatIsNoSessionIsNone(String value) {
        assertProblem(get("/broker", "eshq-operator=" + value), 401);
        assertProblem(get("/broker", "eshq-operator=" + value + "0".repeat(64)), 401);
    }

    @Test
    default void aWrongTokenBeginsNone() {
        Answer answer = Door.call("POST", "/admin", with("Authorization", "Bearer wrong"));
        assertProblem(answer, 401);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    /** A proxy's log has the addresses of calls. */
    @Test
    default void aTokenInTheAddressBeginsNone() {
        assertProblem(Door.call("POST", "/admin?token=" + OperatorsToken.drawn(), throughAProxy()), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/admin/admin.js", "/admin/admin.css"})
    default void thePageRunsNothingButItsOwnAndInNoFrame(String path) {
        Answer page = Door.get(path, throughAProxy());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .contains("form-action 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    default void thePageIsFoundWithASlashBehindItToo() {
        Answer answer = Door.get("/admin/", throughAProxy());
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/admin");
    }

    @Test
    default void noCacheKeepsWhatAnOperatorSees() {
        String cookie = session();
        for (String call : List.of("/broker", "/users", "/admin/refused", "/admin/channel?channel=a")) {
            assertThat(get(call, cookie).header("Cache-Control")).as(call).contains("no-store");
        }
        assertThat(begin("Origin", "").header("Cache-Control")).contains("no-store");
    }

    @Test
    default void watchesTheNodesUntilTheSessionEnds() {
        String cookie = session();
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var watch = EventStreamClient.open(Broker.uri("/admin/events"), lines(in(cookie)))) {
            assertThat(stream.status()).isEqualTo(watch.status()).isEqualTo(200);
            assertThat(watch.headers().toString()).containsIgnoringCase("text/event-stream");
            await().until(() -> !nodes(watch.next()).isEmpty());
            await().untilAsserted(() -> {
                exchange().publish(Message.to(channel));
                JsonObject node = nodes(watch.next()).get(0);
                assertThat(node.getInt("connections")).isPositive();
                assertThat(node.getJsonNumber("events_per_second").doubleValue())
                        .isPositive();
                assertThat(node.getJsonArray("busiest").toString()).contains(channel);
            });
            Door.call("DELETE", "/admin", in(cookie));
            String end = watch.nextOrEnd();
            while (!end.isEmpty()) {
                end = watch.nextOrEnd();
            }
        }
    }

    /** Whoever opens more is told so, and whoever leaves makes room. */
    @Test
    default void noMoreWatchThanOneNodeHasRoomFor() {
        String cookie = session();
        // Not one after the other, for each waits for its first figures.
        List<CompletableFuture<EventStreamClient>> opening = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> EventStreamClient.open(Broker.uri("/admin/events"), lines(in(cookie)))))
                .toList();
        List<EventStreamClient> watching =
                opening.stream().map(CompletableFuture::join).toList();
        try {
            List<Integer> statuses =
                    watching.stream().map(EventStreamClient::status).toList();
            assertThat(statuses).containsOnly(200, 503);
            assertThat(Collections.frequency(statuses, 200)).isBetween(29, 32);
        } finally {
            watching.forEach(EventStreamClient::close);
        }
        await().until(() -> {
            try (var watch = EventStreamClient.open(Broker.uri("/admin/events"), lines(in(cookie)))) {
                return watch.status() == 200;
            }
        });
    }

    @Test
    default void findsAndEndsASocket() {
        String cookie = session();
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        JsonObject unused = get("/admin/socket/" + socket, cookie).object();
        assertThat(unused.getString("user")).isEqualTo("alice");
        assertThat(unused.containsKey("node")).isFalse();
        try (var stream = Site.open(socket)) {
            stream.next();
            JsonObject found = get("/admin/socket/" + socket, cookie).object();
            assertThat(found.getJsonArray("channels").getString(0)).isEqualTo(channel);
            assertThat(found.getString("node"))
                    .isEqualTo(get("/broker", cookie).object().getString("broker_id"));
            assertThat(Door.call("DELETE", "/socket/" + socket, in(cookie)).status())
                    .isEqualTo(204);
            stream.awaitEnd();
        }
        assertProblem(get("/admin/socket/" + socket, cookie), 404);
        assertProblem(Door.call("DELETE", "/socket/" + socket, in(cookie)), 404);
    }

    @Test
    default void showsWhoIsOnAChannelAndItsNewestEvents() {
        String cookie = session();
        String channel = Site.newChannel();
        Answer opened = Site.ALICES.post("/socket", Form.of("channel", channel, "presence_id", "<b>carol</b>"));
        try (var stream = Site.open(opened.object().getString("socket"))) {
            stream.next();
            for (int i = 1; i <= 30; i++) {
                exchange().publish(Message.to(channel).with("user", "alice").id("id-" + i));
            }
            while (!stream.next().startsWith("id: id-30\n")) {
                // All of them are in the log then.
            }
            assertThat(get("/channel/" + channel + "/users?user=alice", cookie).body())
                    .isEqualTo("[\"<b>carol</b>\"]");
            String call = "/admin/channel?limit=2&channel=" + channel;
            assertThat(get(call + "&user=alice", cookie).object().getJsonArray("events"))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("id: id-30\\n");
            assertThat(get(call, cookie).object().getJsonArray("events")).isEmpty();
        }
    }

    @Test
    default void showsRefusedMessagesWithoutSocketIds() {
        String cookie = session();
        String data = "refused-" + Site.newChannel();
        exchange().publish("{\"channel\": 7, \"socket\": \"secret-id\", \"data\": \"" + data + "\"}");
        publishAndAwait();
        JsonObject newest =
                get("/admin/refused", cookie).object().getJsonArray("messages").getJsonObject(0);
        assertThat(newest.getString("reason")).isEqualTo("bad-channel");
        assertThat(newest.getString("beginning")).contains(data).doesNotContain("secret-id");
    }

    private static String[] throughAProxy() {
        return new String[] {"X-Forwarded-For", "192.0.2.1"};
    }

    private static String session() {
        return cookie(begin("Origin", ""));
    }

    private static Answer begin(String header, String value) {
        Answer begun = Door.call(
                "POST",
                "/admin",
                with(throughAProxy(), "Authorization", "Bearer " + OperatorsToken.drawn(), header, value));
        assertThat(begun.status()).as(begun.toString()).isEqualTo(204);
        return begun;
    }

    private static String cookie(Answer answer) {
        return answer.header("Set-Cookie").replaceFirst(";.*", "");
    }

    private static Answer get(String path, String cookie) {
        return Door.get(path, in(cookie));
    }

    private static String[] in(String cookie) {
        return with(throughAProxy(), "Cookie", cookie, "Eshq-Console", "1");
    }

    private static String[] with(String header, String value) {
        return with(throughAProxy(), header, value);
    }

    private static String[] with(String[] headers, String... more) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String[] lines(String[] headers) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            lines.add(headers[i] + ": " + headers[i + 1]);
        }
        return lines.toArray(String[]::new);
    }

    private static List<JsonObject> nodes(String frame) {
        assertThat(frame).startsWith("event: nodes\ndata: [");
        try (var reader = Json.createReader(
                new StringReader(frame.substring(frame.indexOf('[')).strip()))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }
}

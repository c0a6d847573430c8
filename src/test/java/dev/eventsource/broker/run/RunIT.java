package dev.eventsource.broker.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code mvn -Prun} starts, from its first answer to its last. */
@Tag("own-server")
class RunIT {
    private static final String ADMIN_TOKEN = "operators-token";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int port = Port.free();
    private final ServerProcess run = ServerProcess.start(
            "run",
            List.of("-Xmx512m"),
            Run.class,
            Map.of(
                    "http.port",
                    port,
                    "amqp.port",
                    Port.free(),
                    "mongo.port",
                    Port.free(),
                    "AMQP_URL",
                    "",
                    "MONGO_URL",
                    "",
                    "ADMIN_TOKEN",
                    ADMIN_TOKEN,
                    "OPERATOR_ON_LOOPBACK",
                    "",
                    "jboss.home",
                    System.getProperty("jboss.home", "")));

    @AfterEach
    void kill() {
        run.process().close();
    }

    /** Any status but 200 would be the end for an EventSource: it is given while the history is read, and never a 404. */
    @Test
    void answersNothingBeforeTheBrokerServesAndSendsItsBrowsersAwayAtTheEnd() throws Exception {
        assertThat(statusesUntilReady()).isSubsetOf(200, 503);
        String socket = openSocket();
        var stream = CLIENT.send(get("/eventsource?socket=" + socket), BodyHandlers.ofInputStream());
        run.close();
        String all = new String(stream.body().readAllBytes(), UTF_8);
        assertThat(all).containsPattern("event: eshq:open\\R").containsPattern("\\nretry: \\d+\\n\\n$");
    }

    private Set<Integer> statusesUntilReady() {
        Set<Integer> statuses = new TreeSet<>();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    run.failIfDead();
                    statuses.add(CLIENT.send(get("/status"), BodyHandlers.discarding())
                            .statusCode());
                    return statuses.contains(200);
                });
        return statuses;
    }

    private String openSocket() throws IOException, InterruptedException {
        String user = TestUser.DEMO.key() + ":" + TestUser.DEMO.secret();
        HttpRequest request = HttpRequest.newBuilder(uri("/socket"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("channel=a"))
                .build();
        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
        return answer.body().replaceFirst(".*\"socket\":\"([^\"]*)\".*", "$1");
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}

package dev.eventsource.broker.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Message;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code POST /event} at whichever node: its answer is the confirm. */
final class HttpOutlet implements Outlet {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(8);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_ANSWER)
            .build();
    private final Health health;

    HttpOutlet(Health health) {
        this.health = health;
    }

    @Override
    public void send(Message message) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request(health.pick(), form(message)), BodyHandlers.ofString());
            Matcher id = ID.matcher(answer.body());
            if (answer.statusCode() == 200 && id.find()) {
                message.noteConfirmed(id.group(1));
            }
        } catch (IOException notConfirmed) {
            // Its publisher finds it not confirmed.
        }
    }

    static HttpRequest request(Node node, String form) {
        String credentials = Cluster.USER.key() + ":" + Cluster.USER.secret();
        return HttpRequest.newBuilder(node.uri("/event"))
                .timeout(LONGEST_ANSWER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    static String form(Message message) {
        String form = "channel=" + message.line().channel() + "&data=" + URLEncoder.encode(message.data(), UTF_8);
        return message.ownId() == null ? form : form + "&id=" + message.ownId();
    }

    @Override
    public void close() {
        // The client of the JDK ends when nobody holds it.
    }
}

package dev.eventsource.broker.ledger.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.ledger.cluster.Health;
import dev.eventsource.broker.ledger.cluster.Hub;
import dev.eventsource.broker.ledger.event.Message;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A Mercure publisher, at whichever node: the answer, which is the id, is the confirm. */
final class HubOutlet implements Outlet {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(8);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_ANSWER)
            .build();
    private final String authorization = "Bearer " + Hub.publisher();
    private final Health health;

    HubOutlet(Health health) {
        this.health = health;
    }

    @Override
    public void send(Message message) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(health.pick().uri(Hub.PATH))
                .timeout(LONGEST_ANSWER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(form(message)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                message.noteConfirmed(answer.body());
            }
        } catch (IOException notConfirmed) {
            // Its publisher finds it not confirmed.
        }
    }

    private static String form(Message message) {
        String channel = message.line().channel();
        StringBuilder form = new StringBuilder("data=").append(URLEncoder.encode(message.data(), UTF_8));
        Hub.topics(channel).forEach(topic -> form.append("&topic=").append(URLEncoder.encode(topic, UTF_8)));
        form.append(Hub.isPrivate(channel) ? "&private=on" : "");
        return message.ownId() == null
                ? form.toString()
                : form.append("&id=").append(message.ownId()).toString();
    }

    @Override
    public void close() {
        // The client of the JDK ends when nobody holds it.
    }
}

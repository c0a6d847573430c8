package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventsource.broker.it.support.Jwt;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What is asked of a Mercure hub, whosever it is. Stateless. */
final class HubCalls {
    static final String KEY = "a key of 32 bytes or more, for the benchmark's hubs";

    /** What makes a broker a hub. */
    static final Map<String, String> SETTINGS = Map.of(
            "MERCURE",
            "0",
            "MERCURE_PUBLISHER_JWT_KEY",
            KEY,
            "MERCURE_SUBSCRIBER_JWT_KEY",
            KEY,
            "MERCURE_ANONYMOUS",
            "true");

    private static final String PATH = "/.well-known/mercure";
    private static final String TOPIC = "https%3A%2F%2Fbench.example.org%2F";
    private static final String TOKEN =
            new Jwt("{\"alg\":\"HS256\"}", "{\"mercure\":{\"publish\":[\"*\"]}}").signed(KEY);

    private HubCalls() {}

    /** What subscribers to these topics ask for, each to one. */
    static List<String> subscriptions(List<String> topics) {
        return topics.stream().map(topic -> PATH + "?topic=" + TOPIC + topic).toList();
    }

    static List<String> subscriptions(String topic, int count) {
        return subscriptions(Collections.nCopies(count, topic));
    }

    /** A publication, whose data stands for itself in a form. */
    static byte[] publish(InetSocketAddress hub, String topic, String data) {
        String form = "topic=" + TOPIC + topic + "&data=" + data;
        return """
                POST %s HTTP/1.1\r
                Host: %s:%d\r
                Authorization: Bearer %s\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: %d\r
                \r
                %s""".formatted(PATH, hub.getHostString(), hub.getPort(), TOKEN, form.length(), form)
                .getBytes(US_ASCII);
    }
}

package dev.eventsource.broker.roster;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Subscriptions as JSON-LD. Stateless. */
public final class SubscriptionJson {
    private SubscriptionJson() {}

    /** A document with the context that gives its names their meaning, and nothing else yet. */
    public static JsonObjectBuilder document() {
        return Json.createObjectBuilder().add("@context", "https://mercure.rocks/");
    }

    /** One subscription of a subscriber's, without the context. */
    public static JsonObjectBuilder of(Subscriber subscriber, String topic, boolean isActive) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", SubscriptionPath.of(topic, subscriber.id()))
                .add("type", "Subscription")
                .add("topic", topic)
                .add("subscriber", subscriber.id())
                .add("active", isActive);
        String payload = subscriber.payload();
        return payload == null ? json : json.add("payload", read(payload));
    }

    /** In an array, for a reader takes no bare value of every kind. */
    private static JsonValue read(String value) {
        byte[] array = ("[" + value + "]").getBytes(StandardCharsets.UTF_8);
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(array))) {
            return reader.readArray().get(0);
        }
    }
}

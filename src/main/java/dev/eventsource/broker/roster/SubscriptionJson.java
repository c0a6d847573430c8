package dev.eventsource.broker.roster;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Subscriptions as draft 07 writes them, which is JSON-LD, and as draft 08 does. Stateless. */
public final class SubscriptionJson {
    private SubscriptionJson() {}

    /** A document of draft 07, with the context that gives its names their meaning, and nothing else yet. */
    public static JsonObjectBuilder document() {
        return Json.createObjectBuilder().add("@context", "https://mercure.rocks/");
    }

    /** What tells of one subscription of a subscriber's. */
    public static JsonObjectBuilder event(Subscriber subscriber, Interest interest, boolean isActive) {
        JsonObjectBuilder json = of(subscriber, interest, isActive);
        return interest.isMatcher() ? json : document().addAll(json);
    }

    /** The same as one of a list, without the context. */
    public static JsonObjectBuilder of(Subscriber subscriber, Interest interest, boolean isActive) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("id", interest.path(subscriber.id()));
        String matchType = interest.matchType();
        if (matchType == null) {
            json.add("type", "Subscription").add("topic", interest.selector());
        } else {
            json.add("type", "subscription").add("match_type", matchType).add("match", interest.selector());
        }
        json.add("subscriber", subscriber.id()).add("active", isActive);
        String payload = interest.payload();
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

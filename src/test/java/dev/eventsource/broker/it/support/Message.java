package dev.eventsource.broker.it.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** A message as a well-behaved publisher makes it. */
public record Message(JsonObject json) {
    public static Message to(String channel) {
        return new Message(Json.createObjectBuilder().add("channel", channel).build()).with("data", "d");
    }

    public Message id(String id) {
        return with("id", id);
    }

    public Message with(String field, String value) {
        return new Message(Json.createObjectBuilder(json).add(field, value).build());
    }

    @Override
    public String toString() {
        return json.toString();
    }
}

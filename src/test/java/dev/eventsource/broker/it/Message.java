package dev.eventsource.broker.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** A message as a well-behaved publisher makes it. */
record Message(JsonObject json) {
    static Message to(String channel) {
        return new Message(Json.createObjectBuilder().add("channel", channel).build()).with("data", "d");
    }

    Message id(String id) {
        return with("id", id);
    }

    Message with(String field, String value) {
        return new Message(Json.createObjectBuilder(json).add(field, value).build());
    }

    @Override
    public String toString() {
        return json.toString();
    }
}

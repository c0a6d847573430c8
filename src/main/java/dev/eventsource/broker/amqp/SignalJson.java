package dev.eventsource.broker.amqp;

import dev.eventsource.broker.cluster.Signal;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Signals as the messages between nodes carry them: {@code {"topic":…,"text":…}}. */
final class SignalJson {
    private SignalJson() {}

    static byte[] write(Signal signal) {
        return Json.createObjectBuilder()
                .add("topic", signal.topic())
                .add("text", signal.text())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The signal of a message's body; a {@link RuntimeException} of the JSON library's where there is none. */
    static Signal parse(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonObject signal = reader.readObject();
            return new Signal(signal.getString("topic"), signal.getString("text"));
        }
    }
}

package dev.eventsource.broker.cluster;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Signals as the messages between nodes carry them: {@code {"topic":…,"text":…}}. */
final class SignalJson {
    private SignalJson() {}

    static byte[] write(Signal signal) {
        return Json.createObjectBuilder()
                .add("topic", signal.topic().word())
                .add("text", signal.text())
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The signal of a message's body; a {@link RuntimeException} where there is none, or none of a topic that this node knows. */
    static Signal parse(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonObject signal = reader.readObject();
            return new Signal(Topic.of(signal.getString("topic")), signal.getString("text"));
        }
    }
}

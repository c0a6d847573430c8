package dev.eventsource.broker.past;

import dev.eventsource.broker.channel.Excerpt;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.event.StreamEvent;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A page of events as it is sent. Stateless. */
final class PastPage {
    private PastPage() {}

    /**
     * As JSON.
     *
     * @param next where the next page is; null: there is none
     */
    static JsonObject json(Excerpt excerpt, @Nullable String next) {
        JsonArrayBuilder events = Json.createArrayBuilder();
        excerpt.frames().forEach(frame -> events.add(event(SseFrame.decode(frame))));
        JsonObjectBuilder page = Json.createObjectBuilder();
        ResetReason missing = excerpt.missing();
        if (missing != null) {
            page.add("reset", missing.text());
        }
        page.add("events", events).add("position", excerpt.position());
        if (next != null) {
            page.add("next", next);
        }
        return page.build();
    }

    private static JsonObjectBuilder event(StreamEvent event) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        if (event.id() != null) {
            json.add("id", event.id());
        }
        if (event.name() != null) {
            json.add("name", event.name());
        }
        return json.add("data", event.data());
    }

    /** As a stream has them: first of all whether events are missing, and behind them the page's end, without ids of their own. */
    static byte[] frames(Excerpt excerpt) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        ResetReason missing = excerpt.missing();
        if (missing != null) {
            JsonObjectBuilder reason = Json.createObjectBuilder().add("reason", missing.text());
            frames.writeBytes(control("eshq:reset", reason));
        }
        excerpt.frames().forEach(frames::writeBytes);
        JsonObjectBuilder end =
                Json.createObjectBuilder().add("position", excerpt.position()).add("more", excerpt.isMore());
        frames.writeBytes(control("eshq:page", end));
        return frames.toByteArray();
    }

    private static byte[] control(String name, JsonObjectBuilder data) {
        return SseFrame.encode(StreamEvent.control(name, data.build().toString()));
    }
}

package dev.eventsource.broker.source;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Retain;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.jspecify.annotations.Nullable;

/** What a message would become by some rules, or why nothing: as it comes in, but nothing goes out. Stateless. */
final class DryRun {
    private final Mapping mapping;

    DryRun(Mapping mapping) {
        this.mapping = mapping;
    }

    JsonObject of(Rules rules, Arrival arrival) {
        JsonObjectBuilder answer = Json.createObjectBuilder();
        try {
            Rule rule = rule(rules, arrival);
            if (rule != null) {
                answer.add("rule", "/rules/" + rule.number());
            }
            JsonArrayBuilder events = Json.createArrayBuilder();
            for (Event event : mapping.map(rules, arrival)) {
                events.add(describe(event));
            }
            answer.add("events", events);
        } catch (RefusedEvent e) {
            answer.add("refused", e.reason().word()).add("detail", e.whatToChange());
        }
        return answer.build();
    }

    private static @Nullable Rule rule(Rules rules, Arrival arrival) throws RefusedEvent {
        Source source = rules.source(arrival.exchange());
        return source == null || source.format() == Format.BROKER
                ? null
                : rules.first(source.format().open(arrival));
    }

    private static JsonObjectBuilder describe(Event event) {
        JsonObjectBuilder json =
                Json.createObjectBuilder().add("channel", event.channel().name());
        add(json, "user", event.channel().user());
        add(json, "id", event.id());
        add(json, "name", event.name());
        add(json, "once", event.once());
        Retain retain = event.retain();
        if (retain != null) {
            json.add("retain", true);
            add(json, "key", retain.key().isEmpty() ? null : retain.key());
        }
        return json.add("data", event.data());
    }

    private static void add(JsonObjectBuilder json, String name, @Nullable String text) {
        if (text != null) {
            json.add(name, text);
        }
    }
}

package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.json.Json;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a rule makes an event's data of. */
sealed interface Data {
    /** The data of a message; null where it lacks what that is made of. */
    @Nullable
    String in(Content content, boolean mayBeBinary) throws RefusedEvent;

    /** The payload as it is. */
    record Whole() implements Data {
        @Override
        public String in(Content content, boolean mayBeBinary) throws RefusedEvent {
            return content.text(mayBeBinary);
        }
    }

    /** A text. */
    record Text(Template template) implements Data {
        @Override
        public @Nullable String in(Content content, boolean mayBeBinary) throws RefusedEvent {
            return template.fill(content, mayBeBinary);
        }
    }

    /** An object of JSON, without the members that the message lacks. */
    record Members(Map<String, Template> members) implements Data {
        @Override
        public String in(Content content, boolean mayBeBinary) throws RefusedEvent {
            StringJoiner json = new StringJoiner(",", "{", "}");
            for (Map.Entry<String, Template> member : members.entrySet()) {
                String value = member.getValue().fillAsJson(content, mayBeBinary);
                if (value != null) {
                    json.add(Json.createValue(member.getKey()) + ":" + value);
                }
            }
            return json.toString();
        }
    }
}

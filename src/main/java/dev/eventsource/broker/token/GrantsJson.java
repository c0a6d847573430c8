package dev.eventsource.broker.token;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.event.FieldRules;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a token allows: an array of channels' names, on each of which it allows to subscribe, and of objects with a
 * {@code channel} or a {@code pattern}, and {@code rights}. {@link IllegalArgumentException} where it is anything else: a
 * right that nobody knows must not be passed over.
 */
final class GrantsJson {
    private static final int MOST = 256;
    private static final Set<String> FIELDS = Set.of("channel", "pattern", "rights");

    private GrantsJson() {}

    /** A single name stands for an array of it. */
    static Grants read(JsonValue value) {
        if (value instanceof JsonString name) {
            return new Grants(List.of(named(name.getString())));
        }
        require(value instanceof JsonArray array && array.size() <= MOST);
        List<Grant> grants = new ArrayList<>();
        for (JsonValue each : value.asJsonArray()) {
            grants.add(each instanceof JsonString name ? named(name.getString()) : described(each));
        }
        return new Grants(grants);
    }

    private static Grant named(String name) {
        require(FieldRules.isName(name));
        return new Grant(name, null, Set.of(Right.SUBSCRIBE));
    }

    private static Grant described(JsonValue value) {
        require(value instanceof JsonObject);
        JsonObject grant = value.asJsonObject();
        require(FIELDS.containsAll(grant.keySet()));
        String channel = text(grant, "channel");
        String pattern = text(grant, "pattern");
        require((channel == null) != (pattern == null));
        require(channel == null || FieldRules.isName(channel));
        return new Grant(channel, pattern == null ? null : ChannelPattern.parse(pattern), rights(grant));
    }

    private static @Nullable String text(JsonObject grant, String field) {
        JsonValue value = grant.get(field);
        require(value == null || value instanceof JsonString);
        return value == null ? null : grant.getString(field);
    }

    private static Set<Right> rights(JsonObject grant) {
        JsonValue value = grant.get("rights");
        Set<Right> rights = EnumSet.noneOf(Right.class);
        if (value == null) {
            return Set.of(Right.SUBSCRIBE);
        }
        require(value instanceof JsonArray);
        for (JsonValue each : value.asJsonArray()) {
            require(each instanceof JsonString);
            rights.add(Right.of(((JsonString) each).getString()).orElseThrow(IllegalArgumentException::new));
        }
        return Set.copyOf(rights);
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("no grants");
        }
    }
}

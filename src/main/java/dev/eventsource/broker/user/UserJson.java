package dev.eventsource.broker.user;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;

/** Users as answers to operators. A secret is shown by the call that drew it, and by no other. */
final class UserJson {
    private UserJson() {}

    static JsonObject withoutSecret(User user) {
        return described(user).build();
    }

    static JsonObject withSecret(User user) {
        return described(user).add(UserDocument.SECRET, user.secret()).build();
    }

    private static JsonObjectBuilder described(User user) {
        JsonObjectBuilder json = Json.createObjectBuilder().add(UserDocument.KEY, user.key());
        if (user.name() != null) {
            json.add(UserDocument.NAME, user.name());
        }
        json.add(UserDocument.DISABLED, user.disabled());
        if (user.maxConnections() != null) {
            json.add(UserDocument.MAX_CONNECTIONS, user.maxConnections());
        }
        if (user.presenceEvents()) {
            json.add(UserDocument.PRESENCE_EVENTS, true);
        }
        if (user.webhook() != null) {
            json.add(UserDocument.WEBHOOK, user.webhook());
        }
        addPatterns(json, UserDocument.PUBLIC, user.publicChannels().patterns());
        addPatterns(json, UserDocument.RETAINED, user.retainedChannels().patterns());
        if (user.former() != null && user.former().isValid(Instant.now())) {
            json.add(UserDocument.FORMER_SECRET_UNTIL, user.former().until().toString());
        }
        return json;
    }

    private static void addPatterns(JsonObjectBuilder json, String name, List<ChannelPattern> patterns) {
        if (!patterns.isEmpty()) {
            json.add(name, Json.createArrayBuilder(ChannelPattern.texts(patterns)));
        }
    }

    /** Users by their keys, the first {@code limit} of those found; {@code next} stands where there are more. */
    static JsonObject page(List<User> found, int limit) {
        List<User> shown = found.subList(0, Math.min(limit, found.size()));
        JsonArrayBuilder users = Json.createArrayBuilder();
        shown.forEach(user -> users.add(withoutSecret(user)));
        JsonObjectBuilder page = Json.createObjectBuilder().add("users", users);
        if (found.size() > limit) {
            page.add("next", shown.get(limit - 1).key());
        }
        return page.build();
    }
}

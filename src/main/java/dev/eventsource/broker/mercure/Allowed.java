package dev.eventsource.broker.mercure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.topic.TopicSelector;
import dev.eventsource.broker.url.HubUrl;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a token's claim {@code mercure} allows, as draft 07 has it. Selectors are read once, and shared by all who have the same; any thread may
 * ask.
 */
@Singleton
class Allowed {
    /** Of each of the two caches. */
    private static final int MOST_WEIGHT = 250_000;

    /** The most that one token may have: private updates are tried with each. */
    private static final int MOST = 200;

    private final Cache<String, TopicSelector> known = cache();
    private final Cache<String, TopicSelector> urlPatterns = cache();

    @Inject
    Allowed() {}

    private static Cache<String, TopicSelector> cache() {
        return Caffeine.newBuilder()
                .maximumWeight(MOST_WEIGHT)
                .weigher((String text, TopicSelector selector) -> text.length() + selector.weight())
                .executor(Runnable::run)
                .build();
    }

    /** A selector of draft 07; {@link IllegalArgumentException} where it is none that the broker takes. */
    TopicSelector selector(String text) {
        return known.get(text, TopicSelector::parse);
    }

    /** A URL pattern, by the URL of the one hub that there is; as {@link #selector(String)}. */
    TopicSelector urlPattern(String text, HubUrl hub) {
        return urlPatterns.get(text, key -> TopicSelector.urlPattern(key, hub));
    }

    /** The selectors of a right; none where the token does not have it. A 403 problem where they cannot be read. */
    Set<TopicSelector> selectors(JsonObject claims, String right) {
        JsonValue value = claims.get("mercure") instanceof JsonObject mercure ? mercure.get(right) : null;
        if (value == null || value.equals(JsonValue.NULL)) {
            return Set.of();
        }
        if (!(value instanceof JsonArray array) || array.size() > MOST) {
            throw unreadable(right, "it is an array of at most %d selectors".formatted(MOST));
        }
        Set<TopicSelector> selectors = new LinkedHashSet<>();
        for (JsonValue each : array) {
            selectors.add(selector(each, right));
        }
        return selectors;
    }

    private TopicSelector selector(JsonValue value, String right) {
        if (!(value instanceof JsonString text)) {
            throw unreadable(right, "each selector is a string");
        }
        try {
            return selector(text.getString());
        } catch (IllegalArgumentException e) {
            throw unreadable(right, String.valueOf(e.getMessage()));
        }
    }

    private static RuntimeException unreadable(String right, String whatToChange) {
        return Problem.forbidden(
                "The claim 'mercure.%s' of the token cannot be read: %s".formatted(right, whatToChange));
    }
}

package dev.eventsource.broker.mercure;

import dev.eventsource.broker.topic.TopicSelector;
import dev.eventsource.broker.url.HubUrl;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a token of draft 08 allows: sections "Authorization Details" and "Topic Matcher List". Used by one thread. */
final class AuthorizationDetails {
    /** Compared as it stands. */
    static final String TYPE = "https://mercure.rocks/authorization-detail";

    private static final int MOST_DETAILS = 50;

    /** The most that one token may have: private updates are tried with each. */
    private static final int MOST_TOPICS = 200;

    private final Allowed known;
    private final HubUrl hub;
    private final String action;
    private final List<Detail> allowed = new ArrayList<>();
    private int topics;

    /** One of the action; its payload is one text, however many subscriptions have it. */
    private record Detail(
            Set<TopicSelector> selectors, @Nullable String payload) {}

    private AuthorizationDetails(Allowed known, HubUrl hub, String action) {
        this.known = known;
        this.hub = hub;
        this.action = action;
    }

    /**
     * Those of an action.
     *
     * @throws IllegalArgumentException where any of the details is not well-formed, whichever action it is of; the message says
     *     what to change
     */
    static AuthorizationDetails of(JsonObject claims, String action, Allowed known, HubUrl hub) {
        AuthorizationDetails details = new AuthorizationDetails(known, hub, action);
        JsonValue value = claims.get("authorization_details");
        if (value != null) {
            details.read(value);
        }
        return details;
    }

    /** What selects the topics of the action; none where the token does not allow it. */
    Set<TopicSelector> selectors() {
        Set<TopicSelector> selectors = new LinkedHashSet<>();
        allowed.forEach(detail -> selectors.addAll(detail.selectors()));
        return selectors;
    }

    /** What the first detail that has a matcher says of it, as JSON: section "Payloads". Empty where there is none, or it says nothing. */
    Optional<String> payload(String matcher) {
        return allowed.stream()
                .filter(detail -> detail.selectors().stream().anyMatch(selector -> selector.matches(matcher)))
                .findFirst()
                .map(Detail::payload);
    }

    private void read(JsonValue value) {
        JsonArray details = array(value, "authorization_details");
        require(details.size() <= MOST_DETAILS, "has at most %d details".formatted(MOST_DETAILS));
        for (JsonValue each : details) {
            JsonObject detail = object(each, "detail");
            if (detail.get("type") instanceof JsonString type
                    && type.getString().equals(TYPE)) {
                readOurs(detail);
            }
        }
    }

    private void readOurs(JsonObject detail) {
        JsonArray actions = array(detail.get("actions"), "actions");
        JsonArray matchers = array(detail.get("topics"), "topics");
        require(!actions.isEmpty() && !matchers.isEmpty(), "has 'actions' and 'topics' that are not empty");
        require(actions.stream().allMatch(JsonString.class::isInstance), "has strings as 'actions'");
        require(
                !detail.containsKey("payload") || detail.get("payload") instanceof JsonObject,
                "has an object as 'payload'");
        topics += matchers.size();
        require(topics <= MOST_TOPICS, "has at most %d 'topics' in all".formatted(MOST_TOPICS));
        Set<TopicSelector> selectors = new LinkedHashSet<>();
        for (JsonValue each : matchers) {
            selectors.add(selector(object(each, "topics")));
        }
        if (actions.getValuesAs(JsonString::getString).contains(action)) {
            JsonValue payload = detail.get("payload");
            allowed.add(new Detail(selectors, payload == null ? null : payload.toString()));
        }
    }

    private TopicSelector selector(JsonObject matcher) {
        String type = matcher.containsKey("match_type") ? text(matcher, "match_type") : Matchers.EXACT;
        require(Matchers.TYPES.contains(type), "has 'exact' or 'urlpattern' as 'match_type'");
        String text = text(matcher, "match");
        return type.equals(Matchers.EXACT) ? TopicSelector.exact(text) : known.urlPattern(text, hub);
    }

    private static String text(JsonObject matcher, String name) {
        if (matcher.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw malformed("has a string as '%s'".formatted(name));
    }

    private static JsonArray array(@Nullable JsonValue value, String name) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw malformed("has an array as '%s'".formatted(name));
    }

    private static JsonObject object(JsonValue value, String name) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw malformed("has objects as '%s'".formatted(name));
    }

    private static void require(boolean holds, String whatItHas) {
        if (!holds) {
            throw malformed(whatItHas);
        }
    }

    private static IllegalArgumentException malformed(String whatItHas) {
        return new IllegalArgumentException("The claim 'authorization_details' of a token %s.".formatted(whatItHas));
    }
}

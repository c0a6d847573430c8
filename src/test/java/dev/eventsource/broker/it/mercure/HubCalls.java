package dev.eventsource.broker.it.mercure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Jwt;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What clients of the hub do. */
final class HubCalls {
    static final String PATH = "/.well-known/mercure";
    private static final String PATTERN = "pattern:";
    static final String ORIGIN = "https://pages.example.org";
    static final Map<String, String> SETTINGS = Map.of(
            "MERCURE", "both",
            "MERCURE_URL", "https://hub.example.org" + PATH,
            "MERCURE_ISSUER", "https://issuer.example.org",
            "MERCURE_PUBLISHER_JWT_KEY", "a key of 32 bytes or more, for publishers",
            "MERCURE_SUBSCRIBER_JWT_KEY", "a key of 32 bytes or more, for subscribers",
            "MERCURE_ANONYMOUS", "true",
            "ALLOWED_ORIGINS", ORIGIN);

    private HubCalls() {}

    /** One that no other test uses. */
    static String newTopic() {
        return "https://example.com/" + UUID.randomUUID();
    }

    static String publisher(String... selectors) {
        return token("publish", "MERCURE_PUBLISHER_JWT_KEY", selectors);
    }

    static String subscriber(String... selectors) {
        return token("subscribe", "MERCURE_SUBSCRIBER_JWT_KEY", selectors);
    }

    static String subscribers(String claims) {
        return signed(claims, "MERCURE_SUBSCRIBER_JWT_KEY");
    }

    /** A token of draft 08 for some topics, of which those are URL patterns that begin with {@code pattern:}. */
    static Jwt access(String action, String... matchers) {
        JsonArrayBuilder topics = Json.createArrayBuilder();
        for (String matcher : matchers) {
            boolean isPattern = matcher.startsWith(PATTERN);
            JsonObjectBuilder topic =
                    Json.createObjectBuilder().add("match", isPattern ? matcher.substring(PATTERN.length()) : matcher);
            topics.add(isPattern ? topic.add("match_type", "urlpattern") : topic);
        }
        JsonObjectBuilder detail = Json.createObjectBuilder()
                .add("type", "https://mercure.rocks/authorization-detail")
                .add("actions", Json.createArrayBuilder().add(action))
                .add("topics", topics);
        String claims = Json.createObjectBuilder()
                .add("iss", setting("MERCURE_ISSUER"))
                .add("aud", setting("MERCURE_URL"))
                .add("exp", Instant.now().getEpochSecond() + 300)
                .add("authorization_details", Json.createArrayBuilder().add(detail))
                .build()
                .toString();
        return new Jwt("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", claims);
    }

    /** The header with such a token of a publisher. */
    static String publishersAccess(Jwt token) {
        return "Bearer " + token.signed(setting("MERCURE_PUBLISHER_JWT_KEY"));
    }

    /** The same of a subscriber. */
    static String subscribersAccess(Jwt token) {
        return "Bearer " + token.signed(setting("MERCURE_SUBSCRIBER_JWT_KEY"));
    }

    static String setting(String name) {
        return String.valueOf(SETTINGS.get(name));
    }

    private static String token(String right, String key, String... selectors) {
        String array = Stream.of(selectors).map(each -> "\"" + each + "\"").collect(Collectors.joining(","));
        return signed("{\"mercure\":{\"%s\":[%s]}}".formatted(right, array), key);
    }

    private static String signed(String claims, String key) {
        return new Jwt("{\"alg\":\"HS256\"}", claims).signed(setting(key));
    }

    /** With a token for all topics. */
    static String publish(String... form) {
        Answer answer = tryToPublish(form);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/plain");
        return answer.body();
    }

    static Answer tryToPublish(String... form) {
        return Door.post(PATH, Form.of(form), "Authorization", "Bearer " + publisher("*"));
    }

    static EventStreamClient open(Form query, String... headers) {
        return open("", query, headers);
    }

    /** At a node. */
    static EventStreamClient open(String node, Form query, String... headers) {
        return EventStreamClient.open(Broker.uri(node + PATH + "?" + query.encoded()), headers);
    }

    /** A stream of these topics, behind its first block. */
    static EventStreamClient subscribe(String... topics) {
        return subscribed(open(topics(topics)));
    }

    static Form topics(String... topics) {
        Form form = Form.of();
        for (String topic : topics) {
            form = form.and("topic", topic);
        }
        return form;
    }

    static EventStreamClient subscribed(EventStreamClient stream) {
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.next()).matches("retry: \\d+\n\n");
        return stream;
    }
}

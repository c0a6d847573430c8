package dev.eventsource.broker.mercure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.topic.TopicSelector;
import dev.eventsource.broker.url.HubUrl;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthorizationDetailsTest {
    private static final HubUrl HUB = HubUrl.of("https://hub.example.org/.well-known/mercure");

    private final Allowed known = new Allowed();

    private static JsonObject claims(int details, int topics) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (int i = 0; i < details; i++) {
            JsonArrayBuilder matchers = Json.createArrayBuilder();
            for (int j = 0; j < topics; j++) {
                matchers.add(Json.createObjectBuilder().add("match", i + "-" + j));
            }
            all.add(Json.createObjectBuilder()
                    .add("type", AuthorizationDetails.TYPE)
                    .add("actions", Json.createArrayBuilder().add(i % 2 == 0 ? "publish" : "subscribe"))
                    .add("topics", matchers));
        }
        return Json.createObjectBuilder().add("authorization_details", all).build();
    }

    private Set<TopicSelector> read(JsonObject claims) {
        return AuthorizationDetails.of(claims, "publish", known, HUB).selectors();
    }

    @Test
    void allowWhatIsOfTheAction() {
        assertThat(read(claims(3, 2))).extracting(TopicSelector::toString).containsExactly("0-0", "0-1", "2-0", "2-1");
        assertThat(read(Json.createObjectBuilder().build())).isEmpty();
    }

    /** Whichever action they are of. */
    @Test
    void takesSoManyDetailsAndTopics() {
        assertThat(read(claims(50, 4))).hasSize(100);
        assertThatThrownBy(() -> read(claims(51, 1))).hasMessageContaining("50");
        assertThatThrownBy(() -> read(claims(2, 101))).hasMessageContaining("200");
    }

    /** The draft's own example. */
    @Test
    void theFirstThatHasAMatcherSaysWhatIsSaidOfIt() {
        String json = """
                {"authorization_details": [
                  {"type": "TYPE", "actions": ["publish"], "topics": [{"match": "*"}], "payload": {"a": 0}},
                  {"type": "TYPE", "actions": ["subscribe"], "topics": [{"match": "https://example.com/foo"}],
                   "payload": {"a": 1}},
                  {"type": "TYPE", "actions": ["subscribe"], "topics": [{"match": "silent"}]},
                  {"type": "TYPE", "actions": ["subscribe", "publish"],
                   "topics": [{"match": "https://example.com/bar/:id", "match_type": "urlpattern"}], "payload": {"a": 2}},
                  {"type": "TYPE", "actions": ["subscribe"], "topics": [{"match": "*"}], "payload": {"a": 3}}]}
                """.replace("TYPE", AuthorizationDetails.TYPE);
        JsonObject claims;
        try (var reader = Json.createReader(new ByteArrayInputStream(json.getBytes(UTF_8)))) {
            claims = reader.readObject();
        }
        AuthorizationDetails details = AuthorizationDetails.of(claims, "subscribe", known, HUB);
        assertThat(details.payload("https://example.com/foo")).contains("{\"a\":1}");
        assertThat(details.payload("https://example.com/bar/:id")).contains("{\"a\":2}");
        assertThat(details.payload("https://example.com/bar/1")).contains("{\"a\":2}");
        assertThat(details.payload("silent")).isEmpty();
        assertThat(details.payload("other")).contains("{\"a\":3}");
    }
}

package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.WebApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static JsonObject claims(JsonValue payload) {
        return Json.createObjectBuilder()
                .add("mercure", Json.createObjectBuilder().add("payload", payload))
                .build();
    }

    @Test
    void isAnyJson() {
        assertThat(Payload.of(claims(Json.createValue(1)))).isEqualTo("1");
        assertThat(Payload.of(claims(Json.createValue("a\u0000\ud83d\ude00")))).isEqualTo("\"a\\u0000\ud83d\ude00\"");
        assertThat(Payload.of(claims(JsonValue.EMPTY_JSON_OBJECT))).isEqualTo("{}");
        assertThat(Payload.of(claims(JsonValue.NULL))).isNull();
        assertThat(Payload.of(JsonValue.EMPTY_JSON_OBJECT)).isNull();
        assertThat(Payload.of(
                        Json.createObjectBuilder().add("mercure", "payload").build()))
                .isNull();
    }

    /** All that is written with it would fail as well. */
    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\ude00\ud83d", "long"})
    void isNotWhatCannotBeKept(String text) {
        JsonObject claims = claims(Json.createValue(text.replace("long", "a".repeat(2_047))));
        assertThatThrownBy(() -> Payload.of(claims))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(403));
    }
}

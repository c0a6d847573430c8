package dev.eventsource.broker.mercure;

import dev.eventsource.broker.event.Utf8;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.roster.Subscriber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** What a token says of its subscriber, for whoever may see who subscribes: the claim {@code mercure.payload}. Stateless. */
final class Payload {
    private Payload() {}

    /** As JSON; null where there is none. A 403 problem where it is too long or no text. */
    static @Nullable String of(JsonObject claims) {
        JsonValue value = claims.get("mercure") instanceof JsonObject mercure ? mercure.get("payload") : null;
        String payload = value == null || value.equals(JsonValue.NULL) ? null : value.toString();
        if (payload != null && !isFit(payload)) {
            throw Problem.forbidden(
                    "The claim 'mercure.payload' of the token cannot be read: it takes at most %d characters, and whole ones"
                            .formatted(Subscriber.LONGEST_PAYLOAD));
        }
        return payload;
    }

    /** Whether it may be told as it is. Where one is half a character, MongoDB might refuse all that is written with it. */
    static boolean isFit(String payload) {
        return payload.length() <= Subscriber.LONGEST_PAYLOAD && Utf8.isWellFormed(payload);
    }
}

package dev.eventsource.broker.token;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * By what an issuer's tokens say that whoever bears one is an operator.
 *
 * @param name of the claim; a dot leads into an object
 * @param value what it says, or what stands among the texts of its array
 */
record OperatorClaim(String name, String value) {
    boolean isIn(JsonObject claims) {
        JsonValue found = ClaimNames.find(claims, name);
        return found instanceof JsonArray several ? several.stream().anyMatch(this::is) : is(found);
    }

    private boolean is(@Nullable JsonValue found) {
        return found instanceof JsonString text && text.getString().equals(value);
    }
}

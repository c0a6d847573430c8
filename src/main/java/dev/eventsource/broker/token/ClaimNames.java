package dev.eventsource.broker.token;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer calls the claims that no standard names. A dot leads into an object: {@code eventsource.channels}.
 *
 * @param user whose channels a token is about
 * @param channels what it allows
 * @param presenceId who bears it
 */
record ClaimNames(String user, String channels, String presenceId) {
    static final ClaimNames USUAL = new ClaimNames("user", "channels", "presence_id");

    private static final Pattern DOT = Pattern.compile("\\.");

    /** The claim of that name; null where there is none. A claim whose own name has dots comes first. */
    static @Nullable JsonValue find(JsonObject claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        JsonValue found = claims;
        for (String step : DOT.split(name, -1)) {
            found = found instanceof JsonObject object ? object.get(step) : null;
        }
        return found;
    }
}

package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSAlgorithm;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one issuer. {@link IllegalArgumentException} where it is anything else, a field is unknown, or an algorithm does not go with the keys. Stateless. */
final class IssuerJson {
    private static final Set<String> FIELDS = Set.of(
            "iss",
            "user",
            "any_user",
            "jwks",
            "keys",
            "pem",
            "secret",
            "algorithms",
            "audience",
            "leeway",
            "claims",
            "channels",
            "operator");
    private static final Set<String> OPERATOR = Set.of("claim", "value");
    private static final Set<String> CLAIMS = Set.of("user", "channels", "presence_id");
    private static final Set<JWSAlgorithm> BY_KEY = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final Set<JWSAlgorithm> USUAL_BY_KEY =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final Set<JWSAlgorithm> BY_SECRET = Set.of(JWSAlgorithm.HS256);
    private static final int LONGEST_LEEWAY_SECONDS = 300;

    private IssuerJson() {}

    /** An issuer but for its keys. */
    static Issuer read(JsonObject json) {
        require(FIELDS.containsAll(json.keySet()));
        String user = text(json, "user");
        boolean anyUser = json.getBoolean("any_user", false);
        OperatorClaim operators = operators(json);
        // Whoever may speak for every user has to be told so in as many words.
        require(user == null ? anyUser || operators != null : !anyUser);
        JsonValue channels = json.get("channels");
        return new Issuer(
                requireText(json, "iss"),
                user,
                anyUser,
                algorithms(json, json.containsKey("secret")),
                text(json, "audience"),
                leeway(json),
                names(json),
                channels == null ? Grants.NONE : GrantsJson.read(channels),
                operators);
    }

    private static Set<JWSAlgorithm> algorithms(JsonObject json, boolean isBySecret) {
        JsonValue named = json.get("algorithms");
        if (named == null) {
            return isBySecret ? BY_SECRET : USUAL_BY_KEY;
        }
        require(named instanceof JsonArray array && !array.isEmpty());
        Set<JWSAlgorithm> algorithms = new HashSet<>();
        for (JsonValue each : named.asJsonArray()) {
            require(each instanceof JsonString);
            algorithms.add(JWSAlgorithm.parse(((JsonString) each).getString()));
        }
        require((isBySecret ? BY_SECRET : BY_KEY).containsAll(algorithms));
        return Set.copyOf(algorithms);
    }

    private static Duration leeway(JsonObject json) {
        JsonValue value = json.get("leeway");
        if (value == null) {
            return Duration.ZERO;
        }
        require(value instanceof JsonNumber);
        double seconds = ((JsonNumber) value).doubleValue();
        require(seconds >= 0 && seconds <= LONGEST_LEEWAY_SECONDS);
        return Duration.ofSeconds((long) seconds);
    }

    private static ClaimNames names(JsonObject json) {
        JsonValue value = json.get("claims");
        if (value == null) {
            return ClaimNames.USUAL;
        }
        require(value instanceof JsonObject claims && CLAIMS.containsAll(claims.keySet()));
        JsonObject claims = value.asJsonObject();
        return new ClaimNames(
                orUsual(claims, "user", ClaimNames.USUAL.user()),
                orUsual(claims, "channels", ClaimNames.USUAL.channels()),
                orUsual(claims, "presence_id", ClaimNames.USUAL.presenceId()));
    }

    private static @Nullable OperatorClaim operators(JsonObject json) {
        JsonValue value = json.get("operator");
        if (value == null) {
            return null;
        }
        require(value instanceof JsonObject claim && OPERATOR.equals(claim.keySet()));
        JsonObject claim = value.asJsonObject();
        return new OperatorClaim(requireText(claim, "claim"), requireText(claim, "value"));
    }

    private static String orUsual(JsonObject claims, String name, String usual) {
        String named = text(claims, name);
        return named == null ? usual : named;
    }

    private static String requireText(JsonObject json, String name) {
        String text = text(json, name);
        if (text == null) {
            throw new IllegalArgumentException(name);
        }
        return text;
    }

    /** What stands under a name, which is a text of some length; null where nothing does. */
    static @Nullable String text(JsonObject json, String name) {
        JsonValue value = json.get(name);
        if (value == null) {
            return null;
        }
        require(value instanceof JsonString string && !string.getString().isEmpty());
        return ((JsonString) value).getString();
    }

    /** Throws {@link IllegalArgumentException} where something is not so. */
    static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("no issuers");
        }
    }
}

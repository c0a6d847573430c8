package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the setting {@code TOKEN_ISSUERS}, an array of objects, and such objects of users. {@link IllegalArgumentException} where it is anything else,
 * where a field is unknown, or where an algorithm does not go with the keys: a public key is never an HMAC's secret.
 */
final class IssuersJson {
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
    private static final int SHORTEST_SECRET = 32;
    private static final int LONGEST_LEEWAY_SECONDS = 300;

    /** What makes more of an issuer than its user's. */
    private static final Set<String> OF_SETTING_ALONE = Set.of("any_user", "operator");

    private final KeyThreads threads;

    /** That has the keys at URLs asked for in these threads. */
    IssuersJson(KeyThreads threads) {
        this.threads = threads;
    }

    List<Trusted> read(String json) {
        List<Trusted> issuers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonValue each : array(json)) {
            require(each instanceof JsonObject);
            Trusted issuer = read(each.asJsonObject());
            require(names.add(issuer.issuer().name()));
            issuers.add(issuer);
        }
        return issuers;
    }

    /** One that is named by a user, and speaks for that user alone. */
    Trusted readOfUser(String json, String user) {
        JsonArray array = array("[" + json + "]");
        require(array.size() == 1 && array.get(0) instanceof JsonObject);
        JsonObject one = array.getJsonObject(0);
        require(one.keySet().stream().noneMatch(OF_SETTING_ALONE::contains));
        require(!one.containsKey("user") || user.equals(text(one, "user")));
        return read(Json.createObjectBuilder(one).add("user", user).build());
    }

    private static JsonArray array(String json) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
            return reader.readArray();
        } catch (JsonException | IllegalStateException | ArithmeticException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Trusted read(JsonObject json) {
        require(FIELDS.containsAll(json.keySet()));
        String secret = text(json, "secret");
        String user = text(json, "user");
        boolean anyUser = json.getBoolean("any_user", false);
        OperatorClaim operators = operators(json);
        // Whoever may speak for every user has to be told so in as many words.
        require(user == null ? anyUser || operators != null : !anyUser);
        JsonValue channels = json.get("channels");
        Issuer issuer = new Issuer(
                requireText(json, "iss"),
                user,
                anyUser,
                algorithms(json, secret != null),
                text(json, "audience"),
                leeway(json),
                names(json),
                channels == null ? Grants.NONE : GrantsJson.read(channels),
                operators);
        return new Trusted(issuer, keys(json, secret), threads.lanes());
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

    /** From one source alone. */
    private IssuerKeys keys(JsonObject json, @Nullable String secret) {
        String url = text(json, "jwks");
        String pem = text(json, "pem");
        JsonValue keys = json.get("keys");
        require((secret == null ? 0 : 1) + (url == null ? 0 : 1) + (pem == null ? 0 : 1) + (keys == null ? 0 : 1) == 1);
        if (url != null) {
            return new IssuerKeys(threads.keysAt(url(url)), true, true);
        }
        JWKSet set = secret != null
                ? new JWKSet(ofSecret(secret))
                : pem != null ? new JWKSet(PublicKeys.read(pem)) : set(keys);
        return new IssuerKeys(new ImmutableJWKSet<>(set), false, keys != null);
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        require(Set.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null);
        return url;
    }

    private static JWK ofSecret(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        // Of a public key, which anybody may know, no secret is made.
        require(bytes.length >= SHORTEST_SECRET && !secret.contains("-----BEGIN"));
        return new OctetSequenceKey.Builder(bytes).build();
    }

    /** Public keys, and no secret among them. */
    private static JWKSet set(@Nullable JsonValue keys) {
        require(keys instanceof JsonArray);
        try {
            JWKSet set = JWKSet.parse(
                    Json.createObjectBuilder().add("keys", keys).build().toString());
            require(!set.isEmpty()
                    && set.getKeys().stream()
                            .allMatch(
                                    key -> !key.isPrivate() && !key.getKeyType().equals(KeyType.OCT)));
            return set;
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String requireText(JsonObject json, String name) {
        String text = text(json, name);
        if (text == null) {
            throw new IllegalArgumentException(name);
        }
        return text;
    }

    private static @Nullable String text(JsonObject json, String name) {
        JsonValue value = json.get(name);
        if (value == null) {
            return null;
        }
        require(value instanceof JsonString string && !string.getString().isEmpty());
        return ((JsonString) value).getString();
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("no issuers");
        }
    }
}

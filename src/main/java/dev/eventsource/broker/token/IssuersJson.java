package dev.eventsource.broker.token;

import static dev.eventsource.broker.token.IssuerJson.require;
import static dev.eventsource.broker.token.IssuerJson.text;

import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the setting {@code TOKEN_ISSUERS}, an array of objects, and such objects of users. {@link IllegalArgumentException} where it is anything else,
 * where a field is unknown, or where an algorithm does not go with the keys: a public key is never an HMAC's secret.
 */
final class IssuersJson {
    /** What makes more of an issuer than its user's. */
    private static final Set<String> OF_SETTING_ALONE = Set.of("any_user", "operator");

    private final KeyThreads threads;
    private final IssuerKeysJson keys;

    /** That has the keys at URLs asked for in these threads. */
    IssuersJson(KeyThreads threads) {
        this.threads = threads;
        this.keys = new IssuerKeysJson(threads);
    }

    List<Trusted> read(String json) {
        List<Trusted> issuers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonValue each : array(json)) {
            issuers.add(read(each, issuers.size(), names));
        }
        return issuers;
    }

    /** What its fields say may be a secret, so of one that is wrong it is told which it is, and no more. */
    private Trusted read(JsonValue each, int place, Set<String> names) {
        try {
            require(each instanceof JsonObject);
            Trusted issuer = trusted(each.asJsonObject());
            require(names.add(issuer.issuer().name()));
            return issuer;
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException("that at /" + place + " is none, or has the name of one before it", e);
        }
    }

    /** One that is named by a user, and speaks for that user alone. */
    Trusted readOfUser(String json, String user) {
        JsonArray array = array("[" + json + "]");
        require(array.size() == 1 && array.get(0) instanceof JsonObject);
        JsonObject one = array.getJsonObject(0);
        require(one.keySet().stream().noneMatch(OF_SETTING_ALONE::contains));
        require(!one.containsKey("user") || user.equals(text(one, "user")));
        return trusted(Json.createObjectBuilder(one).add("user", user).build());
    }

    private static JsonArray array(String json) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
            return reader.readArray();
        } catch (RuntimeException e) {
            // JSON-P names several exceptions for malformed text, and its implementations throw some more.
            throw new IllegalArgumentException("it is not one array of JSON", e);
        }
    }

    private Trusted trusted(JsonObject json) {
        Issuer issuer = IssuerJson.read(json);
        return new Trusted(issuer, keys.read(json), threads.lanes());
    }
}

package dev.eventsource.broker.token;

import static dev.eventsource.broker.token.IssuerJson.require;
import static dev.eventsource.broker.token.IssuerJson.text;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.eventsource.broker.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads where an issuer's keys are, or these themselves: a public key is never an HMAC's secret. {@link IllegalArgumentException}
 * where it is anything else.
 */
final class IssuerKeysJson {
    private static final int SHORTEST_SECRET = 32;

    private final KeyThreads threads;

    /** That has the keys at URLs asked for in these threads. */
    IssuerKeysJson(KeyThreads threads) {
        this.threads = threads;
    }

    /** The keys, which are from one source alone. */
    IssuerKeys read(JsonObject json) {
        String secret = text(json, "secret");
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
}

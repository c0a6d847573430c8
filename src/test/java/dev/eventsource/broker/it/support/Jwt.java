package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token as somebody signs it who has no library: RFC 7515, section 3.1.
 *
 * @param header and {@code claims}, as JSON, which need be none
 */
public record Jwt(String header, String claims) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Of that issuer, on these channels, for five minutes. */
    public static Jwt of(String issuer, String channels) {
        return of(issuer, channels, Instant.now().plus(Duration.ofMinutes(5)));
    }

    public static Jwt of(String issuer, String channels, Instant expiresAt) {
        return new Jwt(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"iss\":\"%s\",\"channels\":%s,\"exp\":%d}".formatted(issuer, channels, expiresAt.getEpochSecond()));
    }

    /** With one claim more, or another in its place; {@code json} empty: without it. */
    public Jwt with(String name, String json) {
        JsonObjectBuilder changed = Json.createObjectBuilder(read(claims));
        if (json.isEmpty()) {
            changed.remove(name);
        } else {
            changed.add(name, value(json));
        }
        return new Jwt(header, changed.build().toString());
    }

    public Jwt withHeader(String json) {
        return new Jwt(json, claims);
    }

    public Jwt withClaims(String json) {
        return new Jwt(header, json);
    }

    private static JsonValue value(String json) {
        return Objects.requireNonNull(read("{\"v\":" + json + "}").get("v"));
    }

    private static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** What is signed. */
    public String content() {
        return BASE64.encodeToString(header.getBytes(UTF_8)) + "." + BASE64.encodeToString(claims.getBytes(UTF_8));
    }

    /** With HMAC-SHA-256. */
    public String signed(String secret) {
        return signed(secret.getBytes(UTF_8));
    }

    public String signed(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return told(content() + "."
                    + BASE64.encodeToString(mac.doFinal(content().getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With an algorithm of the platform's. */
    public String signed(PrivateKey key, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(content().getBytes(UTF_8));
            return told(content() + "." + BASE64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its signature must stand in no log. */
    private static String told(String token) {
        Secrets.add(token.substring(token.lastIndexOf('.') + 1));
        return token;
    }

    public static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}

package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The forms in which a server-side caller says who it is: parameters, or an Authorization header. */
public record Credentials(Form parameters, String authorization) {
    public static final Credentials NONE = new Credentials(Form.of(), "");

    public static Credentials basic(String key, String secret) {
        Secrets.add(secret);
        String pair = key + ":" + secret;
        return new Credentials(Form.of(), "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }

    public static Credentials sha1(String key, String secret) {
        return sha1(key, secret, Instant.now());
    }

    public static Credentials sha1(String key, String secret, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        Secrets.add(secret);
        return signed(key, timestamp, sha1Hex(key + ":" + secret + ":" + timestamp));
    }

    public static Credentials hmac(String key, String secret) {
        return hmac(key, secret, Instant.now());
    }

    public static Credentials hmac(String key, String secret, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        Secrets.add(secret);
        return signed(key, timestamp, hmacHex(secret, key + ":" + timestamp));
    }

    /** That are good for one call. */
    public static Credentials once(String key, String secret, String nonce) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        Credentials signed = signed(key, timestamp, hmacHex(secret, key + ":" + timestamp + ":" + nonce));
        return new Credentials(signed.parameters().and("nonce", nonce), "");
    }

    public static Credentials signed(String key, String timestamp, String token) {
        Secrets.add(token);
        return new Credentials(Form.of("key", key, "timestamp", timestamp, "token", token), "");
    }

    private static String sha1Hex(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmacHex(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token as it came, nothing of it believed.
 *
 * @param jws its signature, with what it is of (RFC 7515)
 */
record UnprovenToken(JWSObject jws, JsonObject claims) {
    private static final int LONGEST = 8 << 10;
    private static final int ENCRYPTED_PARTS = 5;
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern SIGNED = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    /** Whether a text looks like a token, so that it is meant to be one: what is in front of its first dot is an object, or begins as most do. */
    static boolean isMeant(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && (text.startsWith("eyJ") || isObject(text.substring(0, Math.min(dot, LONGEST))));
    }

    private static boolean isObject(String part) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8).strip();
            return json.startsWith("{") && json.endsWith("}");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@link RefusedToken} where it is none that the broker takes, whoever has signed it. */
    static UnprovenToken parse(String text) {
        require(text.length() <= LONGEST, TokenFault.TOO_LARGE);
        String[] parts = DOT.split(text, -1);
        require(parts.length != ENCRYPTED_PARTS, TokenFault.NESTED);
        require(SIGNED.matcher(text).matches(), TokenFault.MALFORMED);
        JsonObject header = StrictJson.read(decode(parts[0]));
        require(!header.containsKey("crit"), TokenFault.CRITICAL);
        require(header.get("alg") instanceof JsonString, TokenFault.MALFORMED);
        require(!header.getString("alg").equalsIgnoreCase("none"), TokenFault.WRONG_ALGORITHM);
        require(!header.containsKey("cty"), TokenFault.NESTED);
        require(!parts[2].isEmpty(), TokenFault.MALFORMED);
        JsonObject claims = StrictJson.read(decode(parts[1]));
        try {
            return new UnprovenToken(JWSObject.parse(text), claims);
        } catch (ParseException | IllegalArgumentException e) {
            throw new RefusedToken(TokenFault.MALFORMED);
        }
    }

    private static byte[] decode(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new RefusedToken(TokenFault.MALFORMED);
        }
    }

    private static void require(boolean holds, TokenFault otherwise) {
        if (!holds) {
            throw new RefusedToken(otherwise);
        }
    }

    JWSAlgorithm algorithm() {
        return jws.getHeader().getAlgorithm();
    }

    /** Who is to have signed it; null: it does not say. */
    @Nullable
    String issuer() {
        return claims.get("iss") instanceof JsonString issuer ? issuer.getString() : null;
    }

    @Override
    public String toString() {
        return "UnprovenToken";
    }
}

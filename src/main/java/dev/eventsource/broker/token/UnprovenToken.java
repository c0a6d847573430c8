package dev.eventsource.broker.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token as it came, nothing of it believed.
 *
 * @param signed what the signature is of (RFC 7515, section 5.2)
 */
record UnprovenToken(JWSHeader header, String signed, Base64URL signature, JsonObject claims) {
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
        JWSHeader header = TokenHeader.read(parts[0]);
        require(!parts[2].isEmpty(), TokenFault.MALFORMED);
        JsonObject claims = StrictJson.read(decode(parts[1]));
        return new UnprovenToken(header, parts[0] + "." + parts[1], new Base64URL(parts[2]), claims);
    }

    static byte[] decode(String part) {
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
        return header.getAlgorithm();
    }

    /** Whether it is signed with the key that a verifier has. */
    boolean isSigned(JWSVerifier verifier) {
        try {
            return verifier.verify(header, signed.getBytes(StandardCharsets.US_ASCII), signature);
        } catch (JOSEException | RuntimeException noSignature) {
            // Some say so of what is no signature of their kind.
            return false;
        }
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

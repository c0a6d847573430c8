package dev.eventsource.broker.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.text.ParseException;

/**
 * What stands in front of a token's first dot (RFC 7515, section 4). An issuer's tokens all have the same, so the last few that were
 * found well-formed are kept; nothing of them is believed for that. Any thread may ask.
 */
final class TokenHeader {
    private static final int MOST_KEPT = 256;
    private static final int LONGEST_KEPT = 512;

    private static final Cache<String, JWSHeader> KEPT =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

    private TokenHeader() {}

    /** {@link RefusedToken} where it is none of a token that the broker takes. */
    static JWSHeader read(String part) {
        JWSHeader kept = KEPT.getIfPresent(part);
        if (kept != null) {
            return kept;
        }
        JWSHeader read = parse(part);
        if (part.length() <= LONGEST_KEPT) {
            KEPT.put(part, read);
        }
        return read;
    }

    private static JWSHeader parse(String part) {
        JsonObject header = StrictJson.read(UnprovenToken.decode(part));
        // Without "crit" the latter means nothing, and some would read it as if it did (RFC 7797, section 6).
        require(!header.containsKey("crit") && !header.containsKey("b64"), TokenFault.CRITICAL);
        require(header.get("alg") instanceof JsonString, TokenFault.MALFORMED);
        require(!header.getString("alg").equalsIgnoreCase("none"), TokenFault.WRONG_ALGORITHM);
        require(!header.containsKey("cty"), TokenFault.NESTED);
        try {
            return JWSHeader.parse(new Base64URL(part));
        } catch (ParseException | IllegalArgumentException e) {
            throw new RefusedToken(TokenFault.MALFORMED);
        }
    }

    private static void require(boolean holds, TokenFault otherwise) {
        if (!holds) {
            throw new RefusedToken(otherwise);
        }
    }
}

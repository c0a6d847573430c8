package dev.eventsource.broker.token;

import com.nimbusds.jose.JWSHeader;
import dev.eventsource.broker.http.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that one key of the broker's settings proves, whoever has signed them with it: they are of no user and name no
 * channels. They need not end, for what signs them often gives them no end. Any thread may ask, and none waits.
 */
@Singleton
public final class KeyedTokens {
    private static final Duration NOT_BEFORE_LEEWAY = Duration.ofSeconds(30);
    private static final double LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final Refusals refusals;
    private final Clock clock = Clock.systemUTC();

    /**
     * What a token says.
     *
     * @param expiresAt from when on it proves nothing; null: it does not say
     */
    public record Keyed(JsonObject claims, @Nullable Instant expiresAt) {
        /** Without what it says. */
        @Override
        public String toString() {
            return "Keyed[until " + expiresAt + "]";
        }
    }

    @Inject
    KeyedTokens(Refusals refusals) {
        this.refusals = refusals;
    }

    /** What the token says; a 401 problem where the key does not prove it here and now. */
    public Keyed require(String text, TokenKey key) {
        try {
            UnprovenToken token = UnprovenToken.parse(text);
            key.requireSigned(token);
            return timely(token.claims());
        } catch (RefusedToken refused) {
            refusals.note(refused.fault(), text);
            throw Problem.noBearer();
        }
    }

    /**
     * What an access token (RFC 9068) of an issuer for some audience says; empty where it is none, or the key does not prove it
     * here and now.
     */
    public Optional<Keyed> findAccess(String text, TokenKey key, String issuer, String audience) {
        try {
            UnprovenToken token = UnprovenToken.parse(text);
            require(isAccess(token.header()), TokenFault.MALFORMED);
            key.requireSigned(token);
            require(issuer.equals(token.issuer()), TokenFault.UNKNOWN_ISSUER);
            require(ClaimsReader.isFor(token.claims().get("aud"), audience), TokenFault.WRONG_AUDIENCE);
            require(token.claims().containsKey("exp"), TokenFault.NO_EXPIRY);
            return Optional.of(timely(token.claims()));
        } catch (RefusedToken refused) {
            refusals.note(refused.fault(), text);
            return Optional.empty();
        }
    }

    /** Whether a text may be meant to be an access token, whoever has signed it: it has the type of one, or cannot be read. */
    public static boolean mayBeAccess(String text) {
        try {
            return isAccess(UnprovenToken.parse(text).header());
        } catch (RefusedToken unreadable) {
            return true;
        }
    }

    /** RFC 7515, section 4.1.9: upper and lower case are the same, and what stands before the slash may be left out. */
    private static boolean isAccess(JWSHeader header) {
        return header.getType() != null
                && List.of("at+jwt", "application/at+jwt")
                        .contains(header.getType().getType().toLowerCase(Locale.ROOT));
    }

    private static void require(boolean holds, TokenFault otherwise) {
        if (!holds) {
            throw new RefusedToken(otherwise);
        }
    }

    private Keyed timely(JsonObject claims) {
        Instant now = clock.instant();
        Instant end = time(claims, "exp");
        if (end != null && !now.isBefore(end)) {
            throw new RefusedToken(TokenFault.EXPIRED);
        }
        Instant begin = time(claims, "nbf");
        if (begin != null && begin.isAfter(now.plus(NOT_BEFORE_LEEWAY))) {
            throw new RefusedToken(TokenFault.NOT_YET_VALID);
        }
        return new Keyed(claims, end);
    }

    private static @Nullable Instant time(JsonObject claims, String name) {
        JsonValue value = claims.get(name);
        if (value == null) {
            return null;
        }
        double seconds = value instanceof JsonNumber number ? number.doubleValue() : -1;
        if (!(seconds >= 0 && seconds <= LATEST)) {
            throw new RefusedToken(TokenFault.BAD_CLAIM);
        }
        return Instant.ofEpochSecond((long) seconds);
    }
}

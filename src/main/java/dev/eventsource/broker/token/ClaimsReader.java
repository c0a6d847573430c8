package dev.eventsource.broker.token;

import dev.eventsource.broker.event.Utf8;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a token says whose signature is its issuer's. Stateless, so any thread may ask; {@link RefusedToken} where a claim
 * (RFC 7519, section 4.1) is missing, wrong, or not for now and here.
 *
 * @param longest how long a token may be good
 */
record ClaimsReader(Duration longest) {
    /** What clocks may differ where a token is used as soon as it is made. */
    private static final Duration NOT_BEFORE_LEEWAY = Duration.ofSeconds(30);

    private static final int LONGEST_TEXT = 255;
    private static final double LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    Token read(JsonObject claims, Issuer issuer, Instant now) {
        Times times = times(claims, issuer, now);
        return token(claims, issuer, times, user(claims, issuer), grants(claims, issuer));
    }

    /** The same of a token that makes its bearer an operator, whatever else it allows; of no user where it names none. */
    Token readOperator(JsonObject claims, Issuer issuer, Instant now) {
        Times times = times(claims, issuer, now);
        require(issuer.operators() != null && issuer.operators().isIn(claims), TokenFault.NO_OPERATOR);
        String named = issuer.anyUser() ? text(claims, issuer.names().user()) : issuer.user();
        return token(claims, issuer, times, named == null ? "" : named, Grants.NONE);
    }

    private static Token token(JsonObject claims, Issuer issuer, Times times, String user, Grants grants) {
        return new Token(
                user,
                grants,
                text(claims, issuer.names().presenceId()),
                text(claims, "jti"),
                times.issuedAt(),
                times.end());
    }

    /** When it was made and when it ends, where it is for now and here. */
    private record Times(@Nullable Instant issuedAt, Instant end) {}

    private Times times(JsonObject claims, Issuer issuer, Instant now) {
        Instant end = end(claims, issuer, now);
        requireBegun(claims, issuer, now);
        Instant issuedAt = time(claims, "iat");
        // Else it would be made after whatever revokes it.
        require(issuedAt == null || !issuedAt.isAfter(now.plus(leewayOfBegin(issuer))), TokenFault.NOT_YET_VALID);
        Instant begin = issuedAt == null || issuedAt.isAfter(now) ? now : issuedAt;
        require(!end.isAfter(begin.plus(longest).plus(issuer.leeway())), TokenFault.LIFE_TOO_LONG);
        require(isFor(claims.get("aud"), issuer.audience()), TokenFault.WRONG_AUDIENCE);
        return new Times(issuedAt == null ? null : begin, end);
    }

    private static Instant end(JsonObject claims, Issuer issuer, Instant now) {
        Instant expiry = time(claims, "exp");
        if (expiry == null) {
            throw new RefusedToken(TokenFault.NO_EXPIRY);
        }
        Instant end = expiry.plus(issuer.leeway());
        require(now.isBefore(end), TokenFault.EXPIRED);
        return end;
    }

    private static void requireBegun(JsonObject claims, Issuer issuer, Instant now) {
        Instant notBefore = time(claims, "nbf");
        require(notBefore == null || !notBefore.isAfter(now.plus(leewayOfBegin(issuer))), TokenFault.NOT_YET_VALID);
    }

    private static Duration leewayOfBegin(Issuer issuer) {
        return issuer.leeway().compareTo(NOT_BEFORE_LEEWAY) > 0 ? issuer.leeway() : NOT_BEFORE_LEEWAY;
    }

    /** Seconds since the epoch, with or without a fraction. */
    private static @Nullable Instant time(JsonObject claims, String name) {
        JsonValue value = claims.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonNumber number)) {
            throw new RefusedToken(TokenFault.BAD_CLAIM);
        }
        double seconds = number.doubleValue();
        require(seconds >= 0 && seconds <= LATEST, TokenFault.BAD_CLAIM);
        return Instant.ofEpochSecond((long) seconds);
    }

    /** Whether a token may be meant to be this issuer's, of several of its name: has its audience, and no other user. */
    static boolean fits(JsonObject claims, Issuer issuer) {
        JsonValue user = ClaimNames.find(claims, issuer.names().user());
        return isFor(claims.get("aud"), issuer.audience())
                && (user == null || isText(user, String.valueOf(issuer.user())));
    }

    /** A token that is meant for somebody else is not for whoever has no name of its own. */
    static boolean isFor(@Nullable JsonValue audience, @Nullable String own) {
        if (audience == null || own == null) {
            return audience == null && own == null;
        }
        return audience instanceof JsonArray several
                ? several.stream().anyMatch(each -> isText(each, own))
                : isText(audience, own);
    }

    private static boolean isText(JsonValue value, String text) {
        return value instanceof JsonString string && string.getString().equals(text);
    }

    private static String user(JsonObject claims, Issuer issuer) {
        String named = text(claims, issuer.names().user());
        String user = issuer.anyUser() ? named : issuer.user();
        if (user == null || (named != null && !named.equals(user))) {
            throw new RefusedToken(TokenFault.WRONG_USER);
        }
        return user;
    }

    private static Grants grants(JsonObject claims, Issuer issuer) {
        JsonValue value = ClaimNames.find(claims, issuer.names().channels());
        try {
            return value == null ? issuer.grants() : GrantsJson.read(value).and(issuer.grants());
        } catch (IllegalArgumentException e) {
            throw new RefusedToken(TokenFault.BAD_CLAIM);
        }
    }

    private static @Nullable String text(JsonObject claims, String name) {
        JsonValue value = ClaimNames.find(claims, name);
        if (value == null || value.equals(JsonValue.NULL)) {
            return null;
        }
        if (!(value instanceof JsonString string) || !isShort(string.getString())) {
            throw new RefusedToken(TokenFault.BAD_CLAIM);
        }
        return string.getString();
    }

    private static boolean isShort(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_TEXT && Utf8.isWellFormed(text);
    }

    private static void require(boolean holds, TokenFault otherwise) {
        if (!holds) {
            throw new RefusedToken(otherwise);
        }
    }
}

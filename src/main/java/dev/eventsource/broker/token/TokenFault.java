package dev.eventsource.broker.token;

import java.util.Locale;

/** Why a token proves nothing. Operators learn it, callers do not. */
enum TokenFault {
    /** Longer than 8 KB. */
    TOO_LARGE,
    /** Not three parts of base64url, or no JSON objects in them. */
    MALFORMED,
    /** Its content is another token, or encrypted. */
    NESTED,
    /** A name stands twice in an object. */
    DUPLICATE_NAME,
    /** It has extensions that must be understood. */
    CRITICAL,
    /** Unsigned, or by an algorithm that its issuer does not use. */
    WRONG_ALGORITHM,
    /** It names none, or one that nobody trusts. */
    UNKNOWN_ISSUER,
    /** Its issuer has no such key. */
    UNKNOWN_KEY,
    WRONG_SIGNATURE,
    WRONG_AUDIENCE,
    NO_EXPIRY,
    EXPIRED,
    NOT_YET_VALID,
    /** It ends later than {@code TOKEN_MAX_SECONDS} allow. */
    LIFE_TOO_LONG,
    /** A claim is not what it should be. */
    BAD_CLAIM,
    /** Its issuer may not speak for its user. */
    WRONG_USER,
    UNKNOWN_USER,
    DISABLED_USER,
    REVOKED,
    /** An operator's call was made with it, and it does not say that its bearer is one. */
    NO_OPERATOR;

    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

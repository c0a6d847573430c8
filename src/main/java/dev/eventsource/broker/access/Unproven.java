package dev.eventsource.broker.access;

import java.util.Locale;

/** Why a call proves no user. Operators learn it, callers do not. */
enum Unproven {
    NO_CREDENTIALS,
    UNKNOWN_USER,
    /** Or the token is. */
    WRONG_SECRET,
    DISABLED_USER,
    /** A token's timestamp is too far from this node's clock. */
    EXPIRED,
    /** A token's nonce was used before. */
    REPLAYED;

    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

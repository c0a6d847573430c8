package dev.eventsource.broker.user;

import java.time.Instant;

/**
 * A secret that was replaced and is still taken for a while, so that a user's servers can change to the new one by turns.
 *
 * @param text the secret
 * @param until from when on it proves nothing
 */
record FormerSecret(String text, Instant until) {
    boolean isValid(Instant now) {
        return now.isBefore(until);
    }

    @Override
    public String toString() {
        return "FormerSecret[until " + until + "]";
    }
}

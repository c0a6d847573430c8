package dev.eventsource.broker.token;

import java.time.Duration;

/**
 * How long an issuer's keys count that were had from it, and how often it is asked for them.
 *
 * @param kept how long they are used before they are asked for again
 * @param ahead those who come by in the last of that have it done, and do not wait
 * @param keptInOutage how long they are used when they cannot be asked for
 * @param longestWait how long those wait whose token needs keys
 * @param rarest how often it is asked at most, whatever key ids tokens make up
 */
record KeyTimes(Duration kept, Duration ahead, Duration keptInOutage, Duration longestWait, Duration rarest) {
    static final KeyTimes USUAL = new KeyTimes(
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofHours(4),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    /** The same, but for how often. */
    KeyTimes with(Duration otherRarest) {
        return new KeyTimes(kept, ahead, keptInOutage, longestWait, otherRarest);
    }
}

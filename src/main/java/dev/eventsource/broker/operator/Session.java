package dev.eventsource.broker.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What an operator's browser has once the token was given: it stands for the token in the console's calls.
 *
 * @param id names this session among all, and is no secret: nothing but its seal is proof
 * @param begunAt when the token was given, in whole seconds
 * @param seenAt when the console last said that somebody is there, in whole seconds
 * @param endsAt when it is over, whatever is done in it, in whole seconds
 */
public record Session(String id, Instant begunAt, Instant seenAt, Instant endsAt) {
    /** How long it lasts, whatever is done in it, where the token that began it does not end before. */
    public static final Duration LONGEST = Duration.ofHours(8);

    /** How long it lasts without anybody there. */
    public static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

    /** How far the clocks of two nodes may differ. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** Whether it is neither too old, nor left alone for too long, nor of a time that is still to come. */
    boolean isAt(Instant now) {
        return !begunAt.isAfter(now.plus(MARGIN))
                && !seenAt.isAfter(now.plus(MARGIN))
                && begunAt.plus(LONGEST).isAfter(now)
                && endsAt.isAfter(now)
                && seenAt.plus(LONGEST_IDLE).isAfter(now);
    }

    /** One that begins now, for as long as what began it proves anything. */
    static Session begin(String id, Instant now, Instant until) {
        Instant usual = usualEnd(now);
        return new Session(id, now, now, until.isBefore(usual) ? until.truncatedTo(ChronoUnit.SECONDS) : usual);
    }

    static Instant usualEnd(Instant begun) {
        return begun.plus(LONGEST);
    }

    boolean hasUsualEnd() {
        return endsAt.equals(usualEnd(begunAt));
    }

    Session seen(Instant now) {
        return new Session(id, begunAt, now, endsAt);
    }
}

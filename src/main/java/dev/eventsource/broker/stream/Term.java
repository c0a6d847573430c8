package dev.eventsource.broker.stream;

import dev.eventsource.broker.token.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When the stream of a token is over, and when its browser is told that it will be.
 *
 * @param warning by the writer's clock, as is {@code end}
 * @param expiresAt the same as {@code end}, for people
 */
record Term(long warning, long end, Instant expiresAt) {
    private static final Duration LONGEST_NOTICE = Duration.ofMinutes(1);
    private static final int SHARE_OF_LIFE = 10;

    /** What fits into a clock's nanoseconds with room to spare; nobody has a stream for so long. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** One that ends without a word ahead. */
    static Term without(Instant expiresAt, Instant now, long nanoTime) {
        Duration left = Duration.between(now, expiresAt);
        long end = nanoTime + (left.compareTo(LONGEST) < 0 ? left : LONGEST).toNanos();
        return new Term(end, end, expiresAt);
    }

    /**
     * The browser has a tenth of the token's life to get another one, or a minute where that is less; of that between half and
     * all, lest those whose tokens were made at once ask for new ones in one moment.
     *
     * @param nanoTime the writer's time {@code now}
     */
    static Term of(Token token, Instant now, long nanoTime) {
        Instant begin = token.issuedAt() == null ? now : token.issuedAt();
        Duration notice = Duration.between(begin, token.expiresAt()).dividedBy(SHARE_OF_LIFE);
        long longest = (notice.compareTo(LONGEST_NOTICE) < 0 ? notice : LONGEST_NOTICE).toNanos();
        long given = (long) (longest * ThreadLocalRandom.current().nextDouble(0.5, 1.0));
        long end = nanoTime + Duration.between(now, token.expiresAt()).toNanos();
        return new Term(end - given, end, token.expiresAt());
    }
}

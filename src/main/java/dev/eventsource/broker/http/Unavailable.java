package dev.eventsource.broker.http;

import org.jspecify.annotations.Nullable;

/**
 * Something that the broker needs does not answer now, or does not do what it is asked. What it says of it goes to callers:
 * no addresses, no secrets.
 */
public class Unavailable extends RuntimeException {
    private final String whatIsMissing;
    private final boolean lasting;

    public Unavailable(String whatIsMissing, @Nullable Throwable cause) {
        this(whatIsMissing, cause, false);
    }

    private Unavailable(String whatIsMissing, @Nullable Throwable cause, boolean lasting) {
        super(whatIsMissing, cause);
        this.whatIsMissing = whatIsMissing;
        this.lasting = lasting;
    }

    /** One that does not pass by itself: it answers, and somebody has to change something, such as a missing right. */
    public static Unavailable lasting(String whatIsWrong, Throwable cause) {
        return new Unavailable(whatIsWrong, cause, true);
    }

    /** Whether the same call fails again until somebody changes something. */
    public final boolean isLasting() {
        return lasting;
    }

    /** What does not answer, and what to do, in one sentence. */
    public final String whatIsMissing() {
        return whatIsMissing;
    }
}

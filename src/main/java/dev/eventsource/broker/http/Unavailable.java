package dev.eventsource.broker.http;

import org.jspecify.annotations.Nullable;

/** Something that the broker needs does not answer now. What it says of it goes to callers: no addresses, no secrets. */
public final class Unavailable extends RuntimeException {
    private final String whatIsMissing;

    public Unavailable(String whatIsMissing, @Nullable Throwable cause) {
        super(whatIsMissing, cause);
        this.whatIsMissing = whatIsMissing;
    }

    /** What does not answer, and what to do, in one sentence. */
    public String whatIsMissing() {
        return whatIsMissing;
    }
}

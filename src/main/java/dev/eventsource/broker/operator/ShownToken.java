package dev.eventsource.broker.operator;

import java.time.Instant;

/**
 * A token that a call bears and that is not the operators' own. Fired as a CDI event; whoever knows its issuer says whether it
 * makes its bearer an operator. Observed, and so changed, in the thread of the call alone.
 */
public final class ShownToken {
    private final String text;
    private Instant end = Instant.MIN;

    public ShownToken(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Its bearer is an operator until then. */
    public void prove(Instant newEnd) {
        end = newEnd;
    }

    /** Until when its bearer is an operator; in the past where nobody has said so. */
    public Instant end() {
        return end;
    }

    @Override
    public String toString() {
        return "ShownToken";
    }
}

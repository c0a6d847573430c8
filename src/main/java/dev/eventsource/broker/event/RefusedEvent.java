package dev.eventsource.broker.event;

/** An event that breaks a rule. It carries no stack trace, for it can come at any rate. */
public final class RefusedEvent extends Exception {
    private final Refusal refusal;
    private final String whatToChange;

    RefusedEvent(Refusal refusal, String whatToChange) {
        super(whatToChange, null, false, false);
        this.refusal = refusal;
        this.whatToChange = whatToChange;
    }

    /** What the publisher has to change, in one sentence. */
    public String whatToChange() {
        return whatToChange;
    }

    /** The rule that it breaks. */
    public Refusal refusal() {
        return refusal;
    }
}

package dev.eventsource.broker.event;

/** An event that breaks a rule. It carries no stack trace, for it can come at any rate. */
public sealed class RefusedEvent extends Exception permits SealUnknown {
    private final RefusalReason reason;
    private final String whatToChange;

    /** Refused for a reason; what to change is one sentence without a full stop. */
    public RefusedEvent(RefusalReason reason, String whatToChange) {
        super(whatToChange, null, false, false);
        this.reason = reason;
        this.whatToChange = whatToChange;
    }

    /** What the publisher has to change, in one sentence. */
    public String whatToChange() {
        return whatToChange;
    }

    /** The rule that it breaks. */
    public RefusalReason reason() {
        return reason;
    }
}

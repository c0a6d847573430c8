package dev.eventsource.broker.json;

/** That a text is no JSON. Without a stack trace, for whoever publishes can have it thrown as often as they like. */
public final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson() {
        super("the text is no JSON", null, false, false);
    }
}

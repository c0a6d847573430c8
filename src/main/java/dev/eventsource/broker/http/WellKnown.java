package dev.eventsource.broker.http;

/** Paths that are not the broker's to choose: RFC 8615. */
public final class WellKnown {
    /** Where the hub of the Mercure protocol is, if there is one: a stream is read there, and updates are published. */
    public static final String MERCURE = "/.well-known/mercure";

    private WellKnown() {}
}

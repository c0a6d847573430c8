package dev.eventsource.broker.http;

/** Paths that are not the broker's to choose: RFC 8615. */
public final class WellKnown {
    /** Where the hub of the Mercure protocol is, if there is one: a stream is read there, and updates are published. */
    public static final String MERCURE = "/.well-known/mercure";

    /** Under which it is told what tokens are taken where: RFC 9728. */
    public static final String PROTECTED_RESOURCE = "/.well-known/oauth-protected-resource";

    /** Where the hub says who subscribes. */
    public static final String MERCURE_SUBSCRIPTIONS = MERCURE + "/subscriptions";

    /** Whether a path is one of the hub's. */
    public static boolean isOfHub(String path) {
        return path.equals(MERCURE)
                || path.equals(MERCURE_SUBSCRIPTIONS)
                || path.startsWith(MERCURE_SUBSCRIPTIONS + "/");
    }

    private WellKnown() {}
}

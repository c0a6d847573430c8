package dev.eventsource.broker.url;

/** Where a hub is, by which topics are read that are URLs or relative to it. Never changes, so any thread may ask. */
public final class HubUrl {
    /** Between the components of a topic and in front of them; it is in none, nor in a topic as it came. */
    public static final char BETWEEN = '\n';

    /** The longest topic by its components, in characters: what would be longer has been encoded to several times its length. */
    private static final int LONGEST = 4_096;

    /** Where hubs usually are. The broker is there whatever its URL says, for a proxy may pass on another path. */
    private static final String USUAL = "/.well-known/mercure";

    private static final String METADATA = "/.well-known/oauth-protected-resource";

    private final String text;
    private final Url url;
    private final String subscriptionsPath;

    private HubUrl(String text, Url url) {
        this.text = text;
        this.url = url;
        this.subscriptionsPath = url.path() + "/subscriptions";
    }

    /** The URL of a hub; {@link IllegalArgumentException} where it is none of {@code http:} or {@code https:}. */
    public static HubUrl of(String text) {
        Url url = Url.parse(text, null);
        if (url == null || !url.scheme().startsWith("http")) {
            throw new IllegalArgumentException("no URL of a hub");
        }
        return new HubUrl(text, url);
    }

    /** The URL as it was given, which is the hub's identifier as well. */
    public String text() {
        return text;
    }

    /** What relative topics are relative to. */
    public Url url() {
        return url;
    }

    /** The path of what is told about the hub: RFC 9728, section 3.1. */
    public String metadataPath() {
        return METADATA + (url.path().equals("/") ? "" : url.path());
    }

    /** Where that is. */
    public String metadataUrl() {
        return url.scheme() + "://" + url.host() + (url.port().isEmpty() ? "" : ":" + url.port()) + metadataPath();
    }

    /** The path below which subscriptions have theirs: draft 08 of the Mercure protocol, section "Subscription Events". */
    public String subscriptionsPath() {
        return subscriptionsPath;
    }

    /** Whether a topic is the hub's own, by its path, whichever scheme and host it has. */
    public boolean isOwn(String topic) {
        Url read = Url.parse(topic, url);
        String path = read == null ? "" : Encoded.decodeUnreserved(read.path());
        return isIn(USUAL, path) || isIn(Encoded.decodeUnreserved(url.path()), path);
    }

    private static boolean isIn(String own, String path) {
        return path.equals(own) || path.startsWith(own.endsWith("/") ? own : own + "/");
    }

    /**
     * A topic by its components, the likelier ones to differ last, as URL patterns are made for: {@link #BETWEEN} in front of each.
     * Empty where it cannot be read, so that none matches.
     */
    public String components(String topic) {
        Url read = Url.parse(topic, url);
        String components = read == null ? "" : joined(read);
        return components.length() > LONGEST ? "" : components;
    }

    private static String joined(Url read) {
        return BETWEEN
                + String.join(
                        String.valueOf(BETWEEN),
                        read.scheme(),
                        read.host(),
                        read.port(),
                        read.path(),
                        read.query(),
                        read.fragment(),
                        read.user(),
                        read.password());
    }

    @Override
    public String toString() {
        return text;
    }
}

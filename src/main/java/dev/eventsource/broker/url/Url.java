package dev.eventsource.broker.url;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A URL by its components, each as it is compared: URL Standard, section 4.
 *
 * @param host and {@code port}: empty where there is none, or the scheme's own port
 * @param query and {@code fragment}: without what they begin with, and empty where there is none
 */
public record Url(
        String scheme,
        String user,
        String password,
        String host,
        String port,
        String path,
        String query,
        String fragment) {
    private static final Map<String, String> PORTS =
            Map.of("http", "80", "https", "443", "ws", "80", "wss", "443", "ftp", "21", "file", "");

    /** Those of which much is known. */
    public static Iterable<String> specialSchemes() {
        return PORTS.keySet();
    }

    /** The port that a scheme has by itself; null where it is not special. */
    public static @Nullable String defaultPort(String scheme) {
        return PORTS.get(scheme);
    }

    /** A URL, or one that is relative to another; null where it cannot be read. */
    public static @Nullable Url parse(String text, @Nullable Url base) {
        return new UrlReader(text, base).read();
    }
}

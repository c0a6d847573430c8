package dev.eventsource.broker.url;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Paths: URL Standard, section 4.4, "path state". Stateless, so any thread may ask. */
public final class UrlPath {
    private static final Pattern ONE_DOT = Pattern.compile("(?i)\\.|%2e");
    private static final Pattern TWO_DOTS = Pattern.compile("(?i)(?:\\.|%2e){2}");

    private UrlPath() {}

    /**
     * A path without dot-segments.
     *
     * @param folder in which it is, where it does not begin with a slash; without the slash at its end
     */
    public static String read(String folder, String path, boolean isSpecial) {
        String slashed = isSpecial ? path.replace('\\', '/') : path;
        Deque<String> segments = new ArrayDeque<>();
        add(folder.isEmpty() ? "" : folder.substring(1), !folder.isEmpty(), segments);
        add(slashed.startsWith("/") ? slashed.substring(1) : slashed, true, segments);
        return "/" + String.join("/", segments);
    }

    private static void add(String path, boolean isThere, Deque<String> segments) {
        String[] parts = isThere ? path.split("/", -1) : new String[0];
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            if (TWO_DOTS.matcher(parts[i]).matches()) {
                segments.pollLast();
            } else if (!ONE_DOT.matcher(parts[i]).matches()) {
                segments.add(Encoded.PATH.of(parts[i]));
                continue;
            }
            if (isLast) {
                segments.add("");
            }
        }
    }
}

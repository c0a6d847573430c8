package dev.eventsource.broker.channel;

import dev.eventsource.broker.topic.TopicSelector;
import dev.eventsource.broker.url.HubUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Selectors that have to be tried: templates, with those topics alone that begin as they do before their first variable, and URL
 * patterns, with the components of a topic in its place. Guarded by {@link Channels}' lock.
 */
final class TriedSelectors {
    /** About as long as it takes to read a character of a topic as a URL. */
    private static final int STEPS_TO_READ = 20;

    /** So many characters of what a topic begins with are looked up while one is tried. */
    private static final int CHARACTERS_IN_A_STEP = 8;

    /** By how long their beginnings are, and by these. */
    private final SortedMap<Integer, Map<String, Map<TopicSelector, SelectorUses>>> tried = new TreeMap<>();

    private final Beginnings beginnings = new Beginnings();
    private int size;
    private long tries;

    /** By which URL patterns read topics, of which there are so many. */
    private @Nullable HubUrl hub;

    private int urlPatterns;

    /**
     * How much all tries took until now, in steps: for each character of a topic as many as its template has, some to read it, and
     * some to look up what it begins with.
     */
    long tries() {
        return tries;
    }

    int size() {
        return size;
    }

    /** How much it takes, for each of its characters, to try a topic with all, if it begins with this prefix. */
    long steps(String prefix) {
        return beginnings.most(prefix);
    }

    void add(TopicSelector selector, SelectorUses uses) {
        String prefix = selector.prefix();
        tried.computeIfAbsent(prefix.length(), length -> new HashMap<>())
                .computeIfAbsent(prefix, text -> new LinkedHashMap<>())
                .put(selector, uses);
        beginnings.add(prefix, selector.weight());
        size++;
        count(selector.hub(), 1);
    }

    void remove(TopicSelector selector) {
        String prefix = selector.prefix();
        beginnings.add(prefix, -selector.weight());
        size--;
        count(selector.hub(), -1);
        tried.computeIfPresent(prefix.length(), (length, byPrefix) -> {
            byPrefix.computeIfPresent(prefix, (text, alike) -> {
                alike.remove(selector);
                return alike.isEmpty() ? null : alike;
            });
            return byPrefix.isEmpty() ? null : byPrefix;
        });
    }

    /** There is one hub, so that all read by the same. */
    private void count(@Nullable HubUrl ofPattern, int more) {
        if (ofPattern != null) {
            hub = ofPattern;
            urlPatterns += more;
        }
    }

    /** Topics as they are, and behind them by their components if there are URL patterns. */
    List<String> read(List<String> topics) {
        if (hub == null || urlPatterns == 0) {
            return topics;
        }
        List<String> read = new ArrayList<>(topics);
        for (String topic : topics) {
            tries += (long) STEPS_TO_READ * topic.length();
            read.add(hub.components(topic));
        }
        return read;
    }

    /** Adds the uses that count of those that match, each tried unless it is among these. */
    void match(String read, Predicate<SelectorUses> counts, Set<SelectorUses> matching) {
        // URL patterns begin with what is in no topic, and nothing else does.
        boolean isUrl = read.isEmpty() || read.charAt(0) == HubUrl.BETWEEN;
        int least = isUrl ? 1 : 0;
        tried.subMap(least, Math.max(least, read.length() + 1)).forEach((length, byPrefix) -> {
            tries += 1 + length / CHARACTERS_IN_A_STEP;
            byPrefix.getOrDefault(read.substring(0, length), Map.of()).forEach((selector, uses) -> {
                if (counts.test(uses) && !matching.contains(uses) && matches(selector, read)) {
                    matching.add(uses);
                }
            });
        });
    }

    private boolean matches(TopicSelector selector, String read) {
        tries += (long) selector.weight() * (read.length() - selector.prefix().length());
        return selector.matchesRead(read);
    }
}

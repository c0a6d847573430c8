package dev.eventsource.broker.channel;

import dev.eventsource.broker.topic.TopicSelector;
import dev.eventsource.broker.url.HubUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Logs of updates by their selectors. A topic that a selector has as it is, is looked up. A template is tried once, however
 * many logs have it, and with those topics alone that begin as it does before its first variable. So is a URL pattern, with the
 * components of a topic in its place. Guarded by {@link Channels}' lock.
 */
final class SelectorIndex {
    /** About as long as it takes to read a character of a topic as a URL. */
    private static final int STEPS_TO_READ = 20;

    /** So many characters of what a topic begins with are looked up while one is tried. */
    private static final int CHARACTERS_IN_A_STEP = 8;

    private final Map<String, Uses> byKey = new HashMap<>();

    /** Those to be tried, by how long their beginnings are, and by these. */
    private final SortedMap<Integer, Map<String, Map<TopicSelector, Uses>>> tried = new TreeMap<>();

    private final Beginnings beginnings = new Beginnings();
    private int templates;
    private long tries;

    /** By which URL patterns read topics, of which there are so many. */
    private @Nullable HubUrl hub;

    private int urlPatterns;

    /** Who has a selector: the log of what is public, and those of what is private. */
    private static final class Uses {
        private @Nullable UpdateLog ofPublic;
        private final Set<UpdateLog> wanted = new HashSet<>(2);
        private final Set<UpdateLog> allowed = new HashSet<>(2);
        private int count;
    }

    /**
     * How much all tries took until now, in steps: for each character of a topic as many as its template has, some to read it, and
     * some to look up what it begins with.
     */
    long tries() {
        return tries;
    }

    /** How many selectors are tried. */
    int templates() {
        return templates;
    }

    /** Whether a selector is known. */
    boolean has(TopicSelector selector) {
        return byKey.containsKey(selector.key());
    }

    /** How much it takes, for each of its characters, to try a topic with the templates, if it begins with this prefix. */
    long steps(String prefix) {
        return beginnings.most(prefix);
    }

    void add(UpdateLog log) {
        for (TopicSelector selector : log.id().wanted()) {
            Uses uses = use(selector);
            if (log.id().isPrivate()) {
                uses.wanted.add(log);
            } else {
                uses.ofPublic = log;
            }
        }
        for (TopicSelector selector : log.id().allowed()) {
            use(selector).allowed.add(log);
        }
    }

    private Uses use(TopicSelector selector) {
        Uses uses = byKey.computeIfAbsent(selector.key(), key -> begin(selector));
        uses.count++;
        return uses;
    }

    private Uses begin(TopicSelector selector) {
        Uses uses = new Uses();
        if (!selector.isExact()) {
            String prefix = selector.prefix();
            tried.computeIfAbsent(prefix.length(), length -> new HashMap<>())
                    .computeIfAbsent(prefix, text -> new LinkedHashMap<>())
                    .put(selector, uses);
            beginnings.add(prefix, selector.weight());
            templates++;
            count(selector.hub(), 1);
        }
        return uses;
    }

    /** There is one hub, so that all read by the same. */
    private void count(@Nullable HubUrl ofPattern, int more) {
        if (ofPattern != null) {
            hub = ofPattern;
            urlPatterns += more;
        }
    }

    void remove(UpdateLog log) {
        for (TopicSelector selector : log.id().wanted()) {
            Uses uses = release(selector);
            uses.ofPublic = uses.ofPublic == log ? null : uses.ofPublic;
            uses.wanted.remove(log);
        }
        for (TopicSelector selector : log.id().allowed()) {
            release(selector).allowed.remove(log);
        }
    }

    private Uses release(TopicSelector selector) {
        Uses uses = byKey.getOrDefault(selector.key(), new Uses());
        uses.count--;
        if (uses.count == 0) {
            byKey.remove(selector.key());
            if (!selector.isExact()) {
                end(selector, selector.prefix());
            }
        }
        return uses;
    }

    private void end(TopicSelector selector, String prefix) {
        beginnings.add(prefix, -selector.weight());
        templates--;
        count(selector.hub(), -1);
        tried.computeIfPresent(prefix.length(), (length, byPrefix) -> {
            byPrefix.computeIfPresent(prefix, (text, alike) -> {
                alike.remove(selector);
                return alike.isEmpty() ? null : alike;
            });
            return byPrefix.isEmpty() ? null : byPrefix;
        });
    }

    /** Adds the logs that have an update of these topics, each once. */
    void match(List<String> topics, boolean isPrivate, Set<UpdateLog> found) {
        List<String> read = read(topics);
        Set<Uses> matching = new HashSet<>();
        if (isPrivate) {
            match(read, uses -> !uses.allowed.isEmpty(), matching);
            if (!matching.isEmpty()) {
                // Those that are allowed as well were tried.
                match(read, uses -> uses.allowed.isEmpty() && !uses.wanted.isEmpty(), matching);
                matchPrivate(matching, found);
            }
            return;
        }
        match(read, uses -> uses.ofPublic != null, matching);
        for (Uses uses : matching) {
            if (uses.ofPublic != null) {
                found.add(uses.ofPublic);
            }
        }
    }

    /** Topics as they are, and behind them by their components if there are URL patterns. */
    private List<String> read(List<String> topics) {
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

    /** Many may be allowed what few want, or the other way round: from the fewer ones it is seen who has both. */
    private void matchPrivate(Set<Uses> matching, Set<UpdateLog> found) {
        int wanting = matching.stream().mapToInt(uses -> uses.wanted.size()).sum();
        int allowing = matching.stream().mapToInt(uses -> uses.allowed.size()).sum();
        for (Uses uses : matching) {
            for (UpdateLog log : wanting < allowing ? uses.wanted : uses.allowed) {
                if (hasAny(
                        matching,
                        wanting < allowing ? log.id().allowed() : log.id().wanted())) {
                    found.add(log);
                }
            }
        }
    }

    private boolean hasAny(Set<Uses> matching, Set<TopicSelector> selectors) {
        return selectors.stream().anyMatch(selector -> matching.contains(byKey.get(selector.key())));
    }

    private void match(List<String> read, Predicate<Uses> counts, Set<Uses> matching) {
        for (String each : read) {
            Uses exact = byKey.get(each);
            if (exact != null && counts.test(exact)) {
                matching.add(exact);
            }
            // URL patterns begin with what is in no topic, and nothing else does.
            boolean isUrl = each.isEmpty() || each.charAt(0) == HubUrl.BETWEEN;
            tryAll(isUrl ? 1 : 0, each, counts, matching);
        }
    }

    /** With those that begin with so many characters or more. */
    private void tryAll(int least, String read, Predicate<Uses> counts, Set<Uses> matching) {
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

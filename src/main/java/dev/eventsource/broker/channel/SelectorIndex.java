package dev.eventsource.broker.channel;

import dev.eventsource.broker.topic.TopicSelector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Logs of updates by their selectors. A topic that is a selector's own text is looked up. A template is tried once, however
 * many logs have it, and with those topics alone that begin as it does before its first variable. Guarded by {@link
 * Channels}' lock.
 */
final class SelectorIndex {
    private final Map<String, Uses> byText = new HashMap<>();

    /** Those to be tried, by how long their beginnings are, and by these. */
    private final SortedMap<Integer, Map<String, Map<TopicSelector, Uses>>> tried = new TreeMap<>();

    private final Beginnings beginnings = new Beginnings();
    private int templates;
    private long tries;

    /** Who has a selector: the log of what is public, and those of what is private. */
    private static final class Uses {
        private @Nullable UpdateLog ofPublic;
        private final Set<UpdateLog> wanted = new HashSet<>(2);
        private final Set<UpdateLog> allowed = new HashSet<>(2);
        private int count;
    }

    /** How much all tries took until now, in steps: for each character of a topic as many as its template has. */
    long tries() {
        return tries;
    }

    /** How many selectors are tried. */
    int templates() {
        return templates;
    }

    /** Whether a selector is known. */
    boolean has(TopicSelector selector) {
        return byText.containsKey(selector.text());
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
        Uses uses = byText.computeIfAbsent(selector.text(), text -> begin(selector));
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
        }
        return uses;
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
        Uses uses = byText.getOrDefault(selector.text(), new Uses());
        uses.count--;
        if (uses.count == 0) {
            byText.remove(selector.text());
            if (!selector.isExact()) {
                end(selector, selector.prefix());
            }
        }
        return uses;
    }

    private void end(TopicSelector selector, String prefix) {
        beginnings.add(prefix, -selector.weight());
        templates--;
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
        Set<Uses> matching = new HashSet<>();
        topics.forEach(topic -> match(topic, matching));
        if (isPrivate) {
            matchPrivate(matching, found);
            return;
        }
        for (Uses uses : matching) {
            if (uses.ofPublic != null) {
                found.add(uses.ofPublic);
            }
        }
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
        return selectors.stream().anyMatch(selector -> matching.contains(byText.get(selector.text())));
    }

    private void match(String topic, Set<Uses> matching) {
        Uses exact = byText.get(topic);
        if (exact != null) {
            matching.add(exact);
        }
        tried.headMap(topic.length() + 1)
                .forEach((length, byPrefix) -> byPrefix.getOrDefault(topic.substring(0, length), Map.of())
                        .forEach((selector, uses) -> {
                            if (!matching.contains(uses) && matches(selector, topic)) {
                                matching.add(uses);
                            }
                        }));
    }

    private boolean matches(TopicSelector selector, String topic) {
        tries += (long) selector.weight() * (topic.length() - selector.prefix().length());
        return selector.matches(topic);
    }
}

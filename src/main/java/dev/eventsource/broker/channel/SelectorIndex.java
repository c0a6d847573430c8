package dev.eventsource.broker.channel;

import dev.eventsource.broker.topic.TopicSelector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Logs of updates by their selectors. A topic that a selector has as it is, is looked up; what else selects it is found among
 * {@link TriedSelectors}, each tried once, however many logs have it. Guarded by {@link Channels}' lock.
 */
final class SelectorIndex {
    private final Map<String, SelectorUses> byKey = new HashMap<>();
    private final TriedSelectors tried = new TriedSelectors();

    /** How much all tries took until now, in {@link TriedSelectors#tries steps}. */
    long tries() {
        return tried.tries();
    }

    /** How many selectors are tried. */
    int templates() {
        return tried.size();
    }

    /** Whether a selector is known. */
    boolean has(TopicSelector selector) {
        return byKey.containsKey(selector.key());
    }

    /** How much it takes, for each of its characters, to try a topic with the templates, if it begins with this prefix. */
    long steps(String prefix) {
        return tried.steps(prefix);
    }

    void add(UpdateLog log) {
        log.id().wanted().forEach(selector -> uses(selector).want(log));
        log.id().allowed().forEach(selector -> uses(selector).allow(log));
    }

    private SelectorUses uses(TopicSelector selector) {
        return byKey.computeIfAbsent(selector.key(), key -> begin(selector));
    }

    private SelectorUses begin(TopicSelector selector) {
        SelectorUses uses = new SelectorUses();
        if (!selector.isExact()) {
            tried.add(selector, uses);
        }
        return uses;
    }

    void remove(UpdateLog log) {
        log.id().wanted().forEach(selector -> release(selector, log, SelectorUses::unwant));
        log.id().allowed().forEach(selector -> release(selector, log, SelectorUses::disallow));
    }

    private void release(TopicSelector selector, UpdateLog log, BiConsumer<SelectorUses, UpdateLog> less) {
        byKey.computeIfPresent(selector.key(), (key, uses) -> {
            less.accept(uses, log);
            if (uses.isUnused() && !selector.isExact()) {
                tried.remove(selector);
            }
            return uses.isUnused() ? null : uses;
        });
    }

    /** Adds the logs that have an update of these topics, each once. */
    void match(List<String> topics, boolean isPrivate, Set<UpdateLog> found) {
        List<String> read = tried.read(topics);
        Set<SelectorUses> matching = new HashSet<>();
        if (isPrivate) {
            match(read, uses -> !uses.allowed().isEmpty(), matching);
            if (!matching.isEmpty()) {
                // Those that are allowed as well were tried.
                match(read, uses -> uses.allowed().isEmpty() && !uses.wanted().isEmpty(), matching);
                matchPrivate(matching, found);
            }
            return;
        }
        match(read, uses -> uses.ofPublic() != null, matching);
        for (SelectorUses uses : matching) {
            UpdateLog log = uses.ofPublic();
            if (log != null) {
                found.add(log);
            }
        }
    }

    /** Many may be allowed what few want, or the other way round: from the fewer ones it is seen who has both. */
    private void matchPrivate(Set<SelectorUses> matching, Set<UpdateLog> found) {
        int wanting = matching.stream().mapToInt(uses -> uses.wanted().size()).sum();
        int allowing = matching.stream().mapToInt(uses -> uses.allowed().size()).sum();
        for (SelectorUses uses : matching) {
            for (UpdateLog log : wanting < allowing ? uses.wanted() : uses.allowed()) {
                if (hasAny(
                        matching,
                        wanting < allowing ? log.id().allowed() : log.id().wanted())) {
                    found.add(log);
                }
            }
        }
    }

    private boolean hasAny(Set<SelectorUses> matching, Set<TopicSelector> selectors) {
        return selectors.stream().anyMatch(selector -> matching.contains(byKey.get(selector.key())));
    }

    private void match(List<String> read, Predicate<SelectorUses> counts, Set<SelectorUses> matching) {
        for (String each : read) {
            SelectorUses exact = byKey.get(each);
            if (exact != null && counts.test(exact)) {
                matching.add(exact);
            }
            tried.match(each, counts, matching);
        }
    }
}

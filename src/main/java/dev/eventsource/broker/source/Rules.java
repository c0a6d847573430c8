package dev.eventsource.broker.source;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sources and what their messages become. Never changes, so any thread may ask. */
final class Rules {
    static final Rules NONE = new Rules(List.of(), List.of(), "0".repeat(12));

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<Rule> rules;
    private final RuleIndex index;
    private final String digest;

    /**
     * Rules as a file has them.
     *
     * @param digest by which nodes tell whether they have the same
     */
    Rules(List<Source> sources, List<Rule> rules, String digest) {
        sources.forEach(source -> this.sources.put(source.exchange(), source));
        this.rules = List.copyOf(rules);
        this.index = new RuleIndex(rules);
        this.digest = digest;
    }

    Collection<Source> sources() {
        return sources.values();
    }

    /** The source of that exchange; null: it is none. */
    @Nullable
    Source source(String exchange) {
        return sources.get(exchange);
    }

    List<SourceBinding> bindings() {
        return sources.values().stream()
                .flatMap(source -> source.bindings().stream())
                .toList();
    }

    /** The first rule that a message matches; null: none. */
    @Nullable
    Rule first(Content content) {
        return index.first(content);
    }

    /** How many nodes a message may come by for each word of its key, at most. */
    int searched() {
        return index.searched();
    }

    int size() {
        return rules.size();
    }

    String digest() {
        return digest;
    }
}

package dev.eventsource.broker.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rules of one exchange and key, which headers alone tell apart. However many rules there are, a message is compared once with all
 * that ask for headers of the same names. Filled before anybody asks and not changed any more, so any thread may ask.
 */
final class SameKey {
    /** The first without headers: those behind it match nothing that it does not. */
    private @Nullable Rule plain;

    /** By the first of the names, and all of them. */
    private final Map<String, Map<List<String>, SameHeaders>> byHeader = new HashMap<>();

    /** Adds a rule behind those before it. */
    void add(Rule rule) {
        if (rule.headers().isEmpty()) {
            plain = plain == null ? rule : plain;
            return;
        }
        SortedMap<String, String> headers = new TreeMap<>(rule.headers());
        byHeader.computeIfAbsent(headers.firstKey(), any -> new HashMap<>())
                .computeIfAbsent(List.copyOf(headers.keySet()), SameHeaders::new)
                .byTexts()
                .putIfAbsent(List.copyOf(headers.values()), rule);
    }

    /** The first of these that matches, or one that was found before where that is in front of it; null: none. */
    @Nullable
    Rule first(Content content, @Nullable Rule before) {
        Rule first = earlier(plain, before);
        Map<String, Object> headers = content.arrival().properties().getHeaders();
        if (headers != null) {
            // Whichever are fewer: a message may have thousands, and rules as well.
            Set<String> names = byHeader.size() < headers.size() ? byHeader.keySet() : headers.keySet();
            for (String name : names) {
                for (SameHeaders same : byHeader.getOrDefault(name, Map.of()).values()) {
                    first = earlier(same.get(content), first);
                }
            }
        }
        return first;
    }

    private static @Nullable Rule earlier(@Nullable Rule one, @Nullable Rule other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.number() < other.number() ? one : other;
    }

    /**
     * Rules that ask for headers of the same names.
     *
     * @param names in order
     * @param byTexts the first of the rules by what it asks these to be, in the names' order
     */
    private record SameHeaders(List<String> names, Map<List<String>, Rule> byTexts) {
        private SameHeaders(List<String> names) {
            this(names, new HashMap<>());
        }

        private @Nullable Rule get(Content content) {
            List<String> texts = new ArrayList<>(names.size());
            for (String name : names) {
                String text = content.header(name);
                if (text == null) {
                    return null;
                }
                texts.add(text);
            }
            return byTexts.get(texts);
        }
    }
}

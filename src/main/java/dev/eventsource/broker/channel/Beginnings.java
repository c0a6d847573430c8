package dev.eventsource.broker.channel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Weights under texts, of which those come together that one text may begin with: each of them begins with the one before.
 * Guarded by {@link Channels}' lock.
 */
final class Beginnings {
    private final NavigableMap<String, Long> weights = new TreeMap<>();

    /** How many of these texts are so long. */
    private final NavigableMap<Integer, Long> lengths = new TreeMap<>();

    /** Adds to the weight of a text; what is added may be negative. */
    void add(String text, long weight) {
        int before = weights.size();
        add(weights, text, weight);
        add(lengths, text.length(), weights.size() - before);
    }

    private static <K> void add(Map<K, Long> sums, K key, long more) {
        sums.compute(key, (same, old) -> old == null ? Long.valueOf(more) : noneIfZero(old + more));
    }

    @SuppressWarnings("NullAway") // a map forgets what becomes null
    private static Long noneIfZero(long weight) {
        return weight == 0 ? null : weight;
    }

    /** The most that come together for any text that begins with this one. */
    long most(String text) {
        long before = 0;
        for (int length : lengths.headMap(text.length()).keySet()) {
            before += weights.getOrDefault(text.substring(0, length), 0L);
        }
        return before + mostBehind(text);
    }

    /** In the order of texts, each comes behind those that it begins with, and these are the ones that are open. */
    private long mostBehind(String text) {
        Deque<Map.Entry<String, Long>> open = new ArrayDeque<>();
        long sum = 0;
        long most = 0;
        for (Map.Entry<String, Long> entry : weights.tailMap(text, true).entrySet()) {
            if (!entry.getKey().startsWith(text)) {
                break;
            }
            while (!open.isEmpty() && !entry.getKey().startsWith(open.peek().getKey())) {
                sum -= open.pop().getValue();
            }
            open.push(entry);
            sum += entry.getValue();
            most = Math.max(most, sum);
        }
        return most;
    }
}

package dev.eventsource.broker.ledger.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What nodes answered to calls that are to be published once, by their keys, oldest first. Any thread may ask. */
public final class Answers {
    private final Map<String, List<String>> byKey = new ConcurrentHashMap<>();

    /** A node answered with that: an id, or what it said instead. */
    public void note(String key, String answer) {
        byKey.compute(key, (any, before) -> {
            List<String> answers = before == null ? new ArrayList<>() : new ArrayList<>(before);
            answers.add(answer);
            return List.copyOf(answers);
        });
    }

    public Map<String, List<String>> byKey() {
        return Map.copyOf(byKey);
    }

    /** How many calls were answered. */
    public long count() {
        return byKey.values().stream().mapToLong(List::size).sum();
    }
}

package dev.eventsource.broker.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measuring in turn, A B C A B C, so that what disturbs the machine disturbs all alike. */
final class Rounds {
    private Rounds() {}

    /** What each round measured of each, without the first round, which warms up. */
    static <T, V> Map<T, List<V>> interleave(int rounds, List<T> subjects, Function<T, V> measure) {
        Map<T, List<V>> values = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (T subject : subjects) {
                V value = measure.apply(subject);
                List<V> measured = values.computeIfAbsent(subject, first -> new ArrayList<>());
                if (round > 0) {
                    measured.add(value);
                }
            }
        }
        return values;
    }
}

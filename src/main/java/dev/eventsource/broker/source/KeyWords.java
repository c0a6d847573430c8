package dev.eventsource.broker.source;

import java.util.ArrayList;
import java.util.List;

/** The words of routing keys, which {@code .} parts. Stateless. */
final class KeyWords {
    private KeyWords() {}

    /** At least one, which may be empty; none of an empty key, as RabbitMQ has it. */
    static List<String> of(String key) {
        if (key.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(4);
        int from = 0;
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', from)) {
            words.add(key.substring(from, dot));
            from = dot + 1;
        }
        words.add(key.substring(from));
        return words;
    }
}

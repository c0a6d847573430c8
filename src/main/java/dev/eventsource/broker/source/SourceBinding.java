package dev.eventsource.broker.source;

import java.util.Map;

/**
 * One binding of a source's exchange to the broker's.
 *
 * @param key the binding key, which the exchange's type gives a meaning; empty with header matches
 * @param arguments what a headers exchange compares, with {@code x-match}: texts, whole numbers and truth values
 */
record SourceBinding(String exchange, String key, Map<String, Object> arguments) {
    SourceBinding {
        arguments = Map.copyOf(arguments);
    }
}

package dev.eventsource.broker.source;

import com.rabbitmq.client.LongString;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What headers take in memory, roughly: many small values take many times what they take on the way. Stateless. */
final class HeaderBytes {
    private static final int EACH = 100;

    private HeaderBytes() {}

    /** Those of a message, and of all tables and arrays in them; without recursion, for these may be deep. */
    static long of(@Nullable Map<String, Object> headers) {
        long bytes = 0;
        Deque<Object> left = new ArrayDeque<>();
        if (headers != null) {
            left.add(headers);
        }
        while (!left.isEmpty()) {
            Object next = left.remove();
            bytes += EACH;
            if (next instanceof Map<?, ?> table) {
                bytes += table.keySet().stream()
                        .mapToLong(name -> EACH + length(name))
                        .sum();
                table.values().stream().filter(value -> value != null).forEach(left::add);
            } else if (next instanceof Collection<?> array) {
                array.stream().filter(value -> value != null).forEach(left::add);
            } else {
                bytes += length(next);
            }
        }
        return bytes;
    }

    private static long length(Object value) {
        if (value instanceof LongString text) {
            return text.length();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value instanceof String text ? text.length() : 0;
    }
}

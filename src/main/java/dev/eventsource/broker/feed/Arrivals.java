package dev.eventsource.broker.feed;

import dev.eventsource.broker.source.Arrival;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages of other exchanges on their way through JMS, which converts headers and may fail at it: they go without, but for a
 * number of their own, and are found by that at the other end. There are no more than RabbitMQ sends ahead. The connection's
 * reading thread puts them in, the listener's takes them out.
 */
final class Arrivals {
    /** The header that has the number; all that publishers send are taken off before. */
    static final String NAME = "eshq_arrival";

    /** The number of one whose headers cannot be read, so that no rule can be asked. */
    static final String UNREADABLE = "unreadable";

    private final Map<String, Arrival> underWay = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** Keeps a message; its number. */
    String put(Arrival arrival) {
        String number = Long.toString(numbers.incrementAndGet());
        underWay.put(number, arrival);
        return number;
    }

    /** The message of that number, once; null where there is no number. */
    @Nullable
    Arrival take(@Nullable String number) {
        return number == null ? null : underWay.remove(number);
    }
}

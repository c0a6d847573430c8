package dev.eventsource.broker.ledger.event;

import java.util.Comparator;

/**
 * Where a message stands in RabbitMQ.
 *
 * @param stream how many streams of the same name were deleted before
 * @param number that this stream knows it by, from 0
 */
public record Offset(int stream, long number) implements Comparable<Offset> {
    private static final Comparator<Offset> ORDER =
            Comparator.comparingInt(Offset::stream).thenComparingLong(Offset::number);

    @Override
    public int compareTo(Offset other) {
        return ORDER.compare(this, other);
    }
}

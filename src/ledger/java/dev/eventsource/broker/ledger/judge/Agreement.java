package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Naming;
import dev.eventsource.broker.ledger.event.Places;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Whether the positions that nodes give say the same to everyone: one event each, rising within a stream. */
final class Agreement {

    private final Order order;
    private final Map<Position, Message> byPosition = new HashMap<>();

    private record Position(Object numbering, String id) {}

    Agreement(Order order) {
        this.order = order;
    }

    /** Reads one subscriber's book, and holds it against all that were read before. */
    void judge(Reading reading) {
        List<Entry> entries = reading.book().entries();
        Object numbering = "";
        long last = -1;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Opening) {
                last = -1;
            } else if (entries.get(i) instanceof Entry.Event event && isPlaced(event)) {
                Object current = order.numbering(event.message());
                last = judge(reading, i, event, current.equals(numbering) ? last : -1);
                numbering = current;
            }
        }
    }

    private static boolean isPlaced(Entry.Event event) {
        return event.id().startsWith("@") || event.message().naming() == Naming.PLACE;
    }

    private long judge(Reading reading, int index, Entry.Event event, long last) {
        Message other =
                byPosition.putIfAbsent(new Position(order.numbering(event.message()), event.id()), event.message());
        if (other != null && other != event.message()) {
            reading.find(Finding.Kind.NODES_DISAGREE, index, event.id() + " is also " + other);
        }
        OptionalLong place = Places.number(event.id());
        if (place.isEmpty()) {
            reading.find(Finding.Kind.CONTRACT_BROKEN, index, event.id() + " is no position");
            return last;
        }
        long number = place.getAsLong();
        if (number <= last) {
            reading.find(Finding.Kind.REORDERED, index, event.id() + " does not rise");
        }
        return number;
    }
}

package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What did not come to a subscriber, and whether it was told so. */
final class Gaps {
    private static final int START = -1;

    private final Reading reading;
    private final Order order;
    private final Map<String, Message> byOwnId;
    private final List<Entry> entries;
    private long told;
    private long passedOver;

    /**
     * Gaps of one subscriber.
     *
     * @param byOwnId the last try of each event that its publisher named
     */
    Gaps(Reading reading, Order order, Map<String, Message> byOwnId) {
        this.reading = reading;
        this.order = order;
        this.byOwnId = byOwnId;
        this.entries = reading.book().entries();
    }

    /** Finds what is missing and was not told of. */
    Gaps judge() {
        Map<Object, Row> rows = new HashMap<>();
        for (Message message : order.due(reading.book().channels())) {
            order.place(message)
                    .ifPresent(place -> rows.computeIfAbsent(place.row(), begun -> new Row())
                            .take(message));
        }
        rows.values().forEach(Row::end);
        return this;
    }

    /** How many events were missed and told of. */
    long told() {
        return told;
    }

    /** How many events were passed over because their reader's last id had been given again behind them. */
    long passedOver() {
        return passedOver;
    }

    /** Messages that are in order with each other. */
    private final class Row {
        private final List<Message> missed = new ArrayList<>();
        private int lastSeen = START;

        void take(Message message) {
            OptionalInt index = reading.seenAt(message);
            if (index.isEmpty()) {
                missed.add(message);
            } else {
                settle(index.getAsInt());
                lastSeen = index.getAsInt();
            }
        }

        void end() {
            settle(entries.size());
        }

        private void settle(int nextSeen) {
            missed.forEach(message -> judge(message, lastSeen + 1, nextSeen));
            missed.clear();
        }
    }

    private void judge(Message message, int from, int to) {
        boolean isPassedOver = false;
        // What came late, when everything that is held was sent once more, does not say where to look.
        for (int i = from > to ? 0 : from; i < to; i++) {
            if (tellsOf(entries.get(i), message)) {
                told++;
                return;
            }
            isPassedOver |= entries.get(i) instanceof Entry.Opening opening && passesOver(opening, message);
        }
        if (isPassedOver) {
            passedOver++;
        } else {
            reading.find(Finding.Kind.MISSING, Math.max(0, Math.min(to, entries.size() - 1)), describe(message));
        }
    }

    /** A reset is of what was published before it; what follows it is complete. */
    private static boolean tellsOf(Entry entry, Message message) {
        boolean tells = entry instanceof Entry.Control control ? control.isReset() : isBeginning(entry);
        return tells && message.beganAt() <= entry.at();
    }

    private static boolean isBeginning(Entry entry) {
        return entry instanceof Entry.Beginning || (entry instanceof Entry.Ticket ticket && ticket.isFresh());
    }

    /** Where an id used twice means its latest place, who had the earlier event alone goes on behind the later. */
    private boolean passesOver(Entry.Opening opening, Message message) {
        String id = reading.book().meansFirst() ? null : opening.lastId();
        Message last = id == null ? null : byOwnId.get(id);
        return last != null && last.attempt() > 1 && order.isNotBehindLastTry(message, last);
    }

    private static String describe(Message message) {
        return "%s (%s), sent at %s, never came"
                .formatted(message, message.isConfirmed() ? "confirmed" : "in the log", Moment.text(message.beganAt()));
    }
}

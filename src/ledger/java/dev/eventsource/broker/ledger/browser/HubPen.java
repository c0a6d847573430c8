package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Publications;
import org.jspecify.annotations.Nullable;

/** The pen of a Mercure subscriber: the answer's head says behind which id a stream goes on, and its body has nothing but updates. */
final class HubPen extends Pen {
    private static final String EARLIEST = "earliest";

    private final Draft draft;
    private boolean mayHaveUpdates;

    HubPen(Book book, Publications publications, Draft draft) {
        super(book, publications);
        this.draft = draft;
    }

    /** A node that turns the subscriber away says nothing, and ends the stream. */
    @Override
    void begin(String node, ResponseReader head) {
        String asked = lastId();
        String told = head.header(draft.answer());
        mayHaveUpdates = asked == null || told != null;
        write(new Entry.Opening(node, asked, Moment.now()));
        if (asked == null) {
            write(new Entry.Beginning(node, Moment.now()));
        } else if (told != null && !told.equals(asked)) {
            takeLoss(asked, told);
        }
    }

    private void takeLoss(String asked, @Nullable String told) {
        if (EARLIEST.equals(told)) {
            write(Entry.Control.fromEarliest(Moment.now()));
        } else {
            breach("goes on behind " + told + " instead of " + asked);
        }
    }

    @Override
    void take(Frame frame) {
        if (frame.isControl()) {
            breach("of itself the hub speaks in comments: " + frame);
        } else if (!mayHaveUpdates) {
            breach("an update where the head does not say behind which id: " + frame);
        } else {
            takeEvent(frame);
        }
    }
}

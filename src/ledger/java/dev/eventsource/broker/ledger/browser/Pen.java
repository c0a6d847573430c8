package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Line;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Publications;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a subscriber's frames into its book, and holds each stream against what is promised of any. Belongs to the loop's thread. */
abstract class Pen {
    private final Book book;
    private final Publications publications;
    private final Map<Line, Integer> newest = new HashMap<>();
    private @Nullable String lastId;

    Pen(Book book, Publications publications) {
        this.book = book;
        this.publications = publications;
    }

    final Book book() {
        return book;
    }

    /** What a stream is asked for from: the last event's id, or the place that the last stream began at while there was none; null before both. */
    final @Nullable String lastId() {
        return lastId;
    }

    final void note(String id) {
        lastId = id;
    }

    void write(Entry entry) {
        book.add(entry);
    }

    /** A stream has opened, which was asked for from the last id on. */
    abstract void begin(String node, ResponseReader head);

    /** A frame that a browser would dispatch. */
    abstract void take(Frame frame);

    /** An id alone, from which a browser goes on. */
    void takePlace(String id) {
        lastId = id;
    }

    final void takeEvent(Frame frame) {
        String data = String.valueOf(frame.data());
        String id = frame.id();
        Optional<Message> message = publications.find(data);
        lastId = id == null ? lastId : id;
        if (id == null || frame.event() != null || message.isEmpty()) {
            write(new Entry.Foreign(String.valueOf(id), data, Moment.now()));
        } else {
            newest.merge(message.get().line(), message.get().number(), Math::max);
            write(new Entry.Event(message.get(), shared(message.get(), id), Moment.now()));
        }
    }

    /** The publisher's own text where it is the same, which all subscribers' books share. */
    private static String shared(Message message, String id) {
        String own = message.ownId();
        return own != null && own.equals(id) ? own : id;
    }

    final void breach(String what) {
        write(new Entry.Breach(what, Moment.now()));
    }

    /** Whether of each line that it reads the event of that number has come, or a later one. */
    final boolean has(Map<Line, Integer> last) {
        return last.entrySet().stream()
                .filter(one -> book.channels().contains(one.getKey().channel()))
                .allMatch(one -> newest.getOrDefault(one.getKey(), 0) >= one.getValue());
    }
}

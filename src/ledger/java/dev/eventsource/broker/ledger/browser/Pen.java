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

/** Writes a subscriber's frames into its book, and holds each stream against what the contract says of any. Belongs to the loop's thread. */
final class Pen {
    private final Book book;
    private final Publications publications;
    private final Map<Line, Integer> newest = new HashMap<>();
    private boolean hasBegun;
    private @Nullable String askedFrom;

    Pen(Book book, Publications publications) {
        this.book = book;
        this.publications = publications;
    }

    Book book() {
        return book;
    }

    void write(Entry entry) {
        book.add(entry);
    }

    /** A stream has opened. */
    void begin(String node, @Nullable String lastId) {
        hasBegun = false;
        askedFrom = lastId;
        write(new Entry.Opening(node, lastId, Moment.now()));
    }

    /** A frame that a browser would dispatch. */
    void take(Frame frame) {
        if (!frame.isControl()) {
            takeEvent(frame);
        } else if (frame.id() != null) {
            breach("a control frame with an id: " + frame);
        } else if (!"ping".equals(frame.event())) {
            takeControl(String.valueOf(frame.event()), String.valueOf(frame.data()));
        }
    }

    private void takeControl(String name, String data) {
        boolean opens = !hasBegun;
        hasBegun = true;
        write(new Entry.Control(name, data, Moment.now()));
        if (!opens && !name.equals("eshq:reset")) {
            breach(name + " in mid-stream");
        } else if (opens && name.equals("eshq:open") && askedFrom != null) {
            breach("eshq:open for one that has the event " + askedFrom);
        } else if (name.equals("eshq:resumed") && !data.contains("\"from\":\"" + askedFrom + "\"")) {
            breach("resumed from another id than " + askedFrom);
        }
    }

    private void takeEvent(Frame frame) {
        if (!hasBegun) {
            breach("an event in front of the stream's opening: " + frame);
        }
        String data = String.valueOf(frame.data());
        String id = frame.id();
        Optional<Message> message = publications.find(data);
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

    private void breach(String what) {
        write(new Entry.Breach(what, Moment.now()));
    }

    /** Whether the newest event of everything that it reads has come. */
    boolean hasAll() {
        return publications.lines().stream()
                .filter(line -> book.channels().contains(line.channel()))
                .allMatch(line -> newest.getOrDefault(line, 0) == publications.newest(line));
    }
}

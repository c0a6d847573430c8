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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a subscriber's frames into its book, and holds each stream against what the contract says of any. Belongs to the loop's thread. */
final class Pen {
    private static final Pattern POSITION = Pattern.compile("\"position\":\"([^\"]+)\"");

    private final Book book;
    private final Publications publications;
    private final Map<Line, Integer> newest = new HashMap<>();
    private boolean hasBegun;
    private boolean isOver;
    private boolean isByToken;
    private @Nullable String askedFrom;
    private @Nullable String lastId;
    private String node = "";

    Pen(Book book, Publications publications) {
        this.book = book;
        this.publications = publications;
    }

    Book book() {
        return book;
    }

    /** The last event's id, or the place that a token's stream began at while there was none; null before both. */
    @Nullable
    String lastId() {
        return lastId;
    }

    void write(Entry entry) {
        isByToken |= entry instanceof Entry.Token;
        book.add(entry);
    }

    /** A stream has opened, which was asked for from the last id on. */
    void begin(String at) {
        hasBegun = false;
        isOver = false;
        askedFrom = lastId;
        node = at;
        write(new Entry.Opening(node, lastId, Moment.now()));
    }

    /** A frame that a browser would dispatch. */
    void take(Frame frame) {
        if (isOver) {
            breach("behind its end: " + frame);
        } else if (!frame.isControl()) {
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
        if (name.equals("eshq:expiring") || name.equals("eshq:expired")) {
            takeOfToken(name, opens);
        } else if (!opens && !name.equals("eshq:reset")) {
            breach(name + " in mid-stream");
        } else if (opens && name.equals("eshq:open")) {
            takeBeginning(data);
        } else if (name.equals("eshq:resumed") && !data.contains("\"from\":\"" + askedFrom + "\"")) {
            breach("resumed from another id than " + askedFrom);
        }
    }

    private void takeOfToken(String name, boolean opens) {
        isOver = name.equals("eshq:expired");
        if (opens || !isByToken) {
            breach(name + " where nothing is to expire");
        }
    }

    /** A ticket knows its place; who shows a token is told it, and has no other until the first event comes. */
    private void takeBeginning(String data) {
        Matcher position = POSITION.matcher(data);
        if (askedFrom != null) {
            breach("eshq:open for one that has the event " + askedFrom);
        } else if (position.find() != isByToken) {
            breach("eshq:open says a position where there is a ticket, or none where there is not: " + data);
        } else if (isByToken) {
            lastId = position.group(1);
            write(new Entry.Beginning(node, Moment.now()));
        }
    }

    private void takeEvent(Frame frame) {
        if (!hasBegun) {
            breach("an event in front of the stream's opening: " + frame);
        }
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

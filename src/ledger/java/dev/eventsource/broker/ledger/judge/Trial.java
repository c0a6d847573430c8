package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Line;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Naming;
import dev.eventsource.broker.ledger.event.Offset;
import dev.eventsource.broker.ledger.event.Publications;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger written by hand, on one node: what was published, what happened, and what subscribers say they saw. */
final class Trial {
    static final int HISTORY_SECONDS = 100;

    private static final Judge.Limits LIMITS = new Judge.Limits(HISTORY_SECONDS, 1 << 20, 60);
    private static final String NODE = "a";

    private final Publications publications = new Publications();
    private final Map<Message, Offset> log = new LinkedHashMap<>();
    private final List<Incident> incidents = new ArrayList<>();
    private final List<Book> books = new ArrayList<>();
    private int stream;
    private long length;
    private long passed;

    /** What time it is: the clock's, and what was passed. */
    long now() {
        return Moment.now() + passed;
    }

    void pass(long millis) {
        passed += millis;
    }

    /** Until messages, which have the clock's time alone, are later than what was written so far. */
    void waitForTheClock() {
        long end = now();
        while (Moment.now() <= end) {
            Thread.onSpinWait();
        }
    }

    List<Message> publish(String channel, int events) {
        return Stream.generate(() -> publish(publications.next(new Line("p", channel), Naming.PUBLISHER, 10)))
                .limit(events)
                .toList();
    }

    Message publishNameless(String channel) {
        return publish(publications.next(new Line("q", channel), Naming.POSITION, 10));
    }

    /** An update that the hub names by its place. */
    Message publishUpdate(String channel) {
        return publish(publications.next(new Line("u", channel), Naming.PLACE, 10));
    }

    Message publishLarge(String channel, int length) {
        return publish(publications.next(new Line("p", channel), Naming.PUBLISHER, length));
    }

    Message publishAgain(Message message) {
        return publish(publications.again(message));
    }

    private Message publish(Message message) {
        message.noteConfirmed();
        log.put(message, new Offset(stream, length++));
        return message;
    }

    void loseLog() {
        log.clear();
    }

    /** What is published next goes into another stream. */
    void loseStream() {
        suffer(Incident.Effect.LOSES_STREAM);
        stream++;
        length = 0;
    }

    /** Nobody has read it when its stream is deleted. */
    Message publishUnwitnessed(String channel) {
        Message message = publications.next(new Line("q", channel), Naming.POSITION, 10);
        message.noteConfirmed();
        return message;
    }

    void suffer(Incident.Effect effect) {
        suffer(effect, 1);
    }

    /** For so long from now on. */
    void suffer(Incident.Effect effect, long millis) {
        incidents.add(new Incident("outage", NODE, effect, now(), now() + millis));
    }

    /** A subscriber that has just got a ticket. */
    Page book(String... channels) {
        return book(false, channels);
    }

    /** The same, to whom an id used twice means its first place. */
    Page bookByFirst(String... channels) {
        return book(true, channels);
    }

    private Page book(boolean meansFirst, String... channels) {
        Book book = new Book("subscriber", Set.of(channels), meansFirst);
        books.add(book);
        return new Page(book).add(new Entry.Ticket(NODE, true, now()));
    }

    /** A subscriber that has just got a token, which is good for so long. */
    Page bookByToken(long millis, String... channels) {
        Book book = new Book("subscriber", Set.of(channels));
        books.add(book);
        return new Page(book).add(new Entry.Token(now() + millis, now()));
    }

    /** What one subscriber writes. */
    final class Page {
        private final Book book;

        private Page(Book book) {
            this.book = book;
        }

        Page add(Entry entry) {
            book.add(entry);
            return this;
        }

        Page opening(@Nullable String lastId) {
            return add(new Entry.Opening(NODE, lastId, now()));
        }

        /** Is told where its stream begins. */
        Page beginning() {
            return add(new Entry.Beginning(NODE, now()));
        }

        Page control(String name) {
            return add(new Entry.Control(name, "{}", now()));
        }

        /** Sees an event whose id is its position. */
        Page see(Message message, long position) {
            return add(new Entry.Event(message, "@aa-" + position, now()));
        }

        /** Sees an update whose id says its place. */
        Page seePlaced(Message message, long place) {
            String number = "%015x".formatted(place);
            String id = "urn:uuid:%s-%s-8%s-8000-0123456789ab"
                    .formatted(number.substring(0, 8), number.substring(8, 12), number.substring(12));
            return add(new Entry.Event(message, id, now()));
        }

        /** Is told by the head of an answer that all follows that is held. */
        Page fromEarliest() {
            return add(Entry.Control.fromEarliest(now()));
        }

        Page reset(String reason) {
            return add(new Entry.Control("eshq:reset", "{\"reason\":\"" + reason + "\"}", now()));
        }

        Page see(Message... messages) {
            for (Message message : messages) {
                add(new Entry.Event(message, String.valueOf(message.ownId()), now()));
            }
            return this;
        }
    }

    Verdict verdict() {
        return Judge.ofStreamFeed(log, publications.all(), incidents, LIMITS).judge(books);
    }

    List<Finding.Kind> streamFeed() {
        return kinds(verdict());
    }

    List<Finding.Kind> queueFeed() {
        return kinds(Judge.ofQueueFeed(publications.all(), incidents, LIMITS).judge(books));
    }

    private static List<Finding.Kind> kinds(Verdict verdict) {
        return verdict.findings().stream().map(Finding::kind).toList();
    }
}

package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pass through a book: finds what came though it should not have, and notes where everything came first. */
final class Reading {
    private final Book book;
    private final Order order;
    private final Consumer<Finding> findings;
    private final Map<Message, Integer> seenAt = new HashMap<>();
    private final Map<Object, Long> furthest = new HashMap<>();
    private final Set<Message> seenSinceBegun = new HashSet<>();
    private final Map<String, Message> firstById = new HashMap<>();
    private boolean hasBegunAnew;

    Reading(Book book, Order order, Consumer<Finding> findings) {
        this.book = book;
        this.order = order;
        this.findings = findings;
        List<Entry> entries = book.entries();
        for (int i = 0; i < entries.size(); i++) {
            read(i, entries.get(i));
        }
    }

    private void read(int index, Entry entry) {
        if (entry instanceof Entry.Event event) {
            readEvent(index, event);
        } else if (entry instanceof Entry.Control control) {
            readControl(control);
        } else if (entry instanceof Entry.Opening opening && book.meansFirst()) {
            goBackTo(opening.lastId(), index);
        } else if (entry instanceof Entry.Foreign foreign) {
            find(Finding.Kind.FOREIGN, index, "nobody published it: " + foreign);
        } else if (entry instanceof Entry.Breach breach) {
            find(Finding.Kind.CONTRACT_BROKEN, index, breach.what());
        }
    }

    /**
     * An id used twice means its first place: who had the later event goes back to the earlier, and gets again what is behind
     * that. Which was the first, a try that did not come here may show: then it is not known how far that is.
     */
    private void goBackTo(@Nullable String lastId, int index) {
        Message first = lastId == null ? null : firstById.get(lastId);
        if (first == null) {
            return;
        }
        if (first.attempt() > 1) {
            seenSinceBegun.clear();
            furthest.clear();
            hasBegunAnew = true;
        } else if (seenAt.containsKey(first)) {
            comeAgain(first, book.entries().subList(seenAt.get(first) + 1, index));
        }
    }

    private void comeAgain(Message first, List<Entry> behind) {
        List<Message> messages = behind.stream()
                .filter(Entry.Event.class::isInstance)
                .map(entry -> ((Entry.Event) entry).message())
                .toList();
        if (!messages.isEmpty()) {
            messages.forEach(seenSinceBegun::remove);
            furthest.clear();
            order.place(first).ifPresent(place -> furthest.put(place.row(), place.number()));
        }
    }

    private void readControl(Entry.Control control) {
        if (control.isReset() && control.data().contains("unknown-id") && order.beginsAnewBehindUnknownIds()) {
            seenSinceBegun.clear();
        } else if (control.isFromEarliest()) {
            // What it has comes again, and in front of that what it never had: all in order.
            seenSinceBegun.clear();
            furthest.clear();
            hasBegunAnew = true;
        }
    }

    private void readEvent(int index, Entry.Event event) {
        Message message = event.message();
        firstById.putIfAbsent(event.id(), message);
        if (!book.channels().contains(message.line().channel())) {
            find(Finding.Kind.FOREIGN, index, message + " is of a channel that it does not read");
        } else if (!order.mayHaveId(message, event.id())) {
            seenAt.putIfAbsent(message, index);
            find(Finding.Kind.FOREIGN, index, message + " has the id " + event.id());
        } else if (!seenSinceBegun.add(message)) {
            find(Finding.Kind.DOUBLED, index, message + " came before");
        } else if (seenAt.putIfAbsent(message, index) == null || hasBegunAnew) {
            order.place(message).ifPresent(place -> advance(index, message, place));
        }
    }

    private void advance(int index, Message message, Place place) {
        long last = furthest.getOrDefault(place.row(), Long.MIN_VALUE);
        if (place.number() < last) {
            find(
                    Finding.Kind.REORDERED,
                    index,
                    "%s is %d, and came behind %d".formatted(message, place.number(), last));
        } else {
            furthest.put(place.row(), place.number());
        }
    }

    /** The entry that a message came with first; empty where it never came. */
    OptionalInt seenAt(Message message) {
        Integer index = seenAt.get(message);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    Book book() {
        return book;
    }

    void find(Finding.Kind kind, int index, String what) {
        findings.accept(new Finding(kind, book.subscriber(), what, book.around(index)));
    }
}

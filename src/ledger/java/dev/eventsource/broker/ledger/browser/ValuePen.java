package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Places;
import dev.eventsource.broker.ledger.event.Publications;
import dev.eventsource.broker.ledger.publish.ValuePublishers;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Sayings;
import dev.eventsource.broker.ledger.value.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The pen of one that reads the channels of last values, and remembers no id: each of its streams begins with all values. What
 * it saw of each is a sight of its own.
 */
final class ValuePen extends Pen {
    private final Sayings sayings;
    private final List<Sight> sights = new ArrayList<>();
    private long askedAt;
    private String door = "";
    private Sight current = new Sight("", "", 0);

    ValuePen(String name, Sayings sayings) {
        super(new Book(name, Set.copyOf(ValuePublishers.CHANNELS)), new Publications());
        this.sayings = sayings;
    }

    /** It is about to ask for a pass, and then for a stream. */
    void ask() {
        askedAt = Moment.now();
        door = "";
    }

    List<Sight> sights() {
        return sights;
    }

    @Override
    void write(Entry entry) {
        if (entry instanceof Entry.Ticket ticket) {
            door = ticket.node();
        } else if (entry instanceof Entry.Close close) {
            current.end(close.at());
        }
    }

    @Override
    void begin(String node, ResponseReader head) {
        begin(node);
    }

    void begin(String node) {
        current = new Sight(node, door.isEmpty() ? node : door, askedAt);
        sights.add(current);
    }

    @Override
    void takePlace(String id) {
        OptionalLong number = Places.number(id);
        if (number.isPresent()) {
            current.add(new Sight.Place(number.getAsLong(), Moment.now()));
        } else {
            wrong("a place that is none: " + id);
        }
    }

    @Override
    void take(Frame frame) {
        if (frame.isControl()) {
            takeControl(String.valueOf(frame.event()));
        } else {
            String id = frame.id() == null ? "" : frame.id();
            Optional<Saying> saying = sayings.find(id, String.valueOf(frame.data()));
            saying.ifPresentOrElse(
                    said -> current.add(new Sight.Event(said, !id.isEmpty(), Moment.now())),
                    () -> wrong("nobody said " + frame));
        }
    }

    private void takeControl(String name) {
        if (name.equals("eshq:open") || name.equals("eshq:reset")) {
            current.add(new Sight.Begin(name.equals("eshq:reset"), Moment.now()));
        } else if (name.equals("eshq:resumed")) {
            wrong("resumed, where no id was given");
        }
    }

    private void wrong(String what) {
        current.add(new Sight.Wrong(what, Moment.now()));
    }
}

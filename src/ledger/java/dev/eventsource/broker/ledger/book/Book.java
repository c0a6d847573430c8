package dev.eventsource.broker.ledger.book;

import dev.eventsource.broker.ledger.event.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All that one subscriber saw, in the order in which it did. Written by the subscribers' thread, and read when that has ended. */
public final class Book {
    private final String subscriber;
    private final Set<String> channels;
    private final boolean meansFirst;
    private final List<Entry> entries = new ArrayList<>();

    public Book(String subscriber, Set<String> channels) {
        this(subscriber, channels, false);
    }

    /**
     * The book of a subscriber who has not seen anything yet.
     *
     * @param meansFirst whether an id used twice means its first place to the subscriber, and else its latest
     */
    public Book(String subscriber, Set<String> channels, boolean meansFirst) {
        this.subscriber = subscriber;
        this.channels = channels;
        this.meansFirst = meansFirst;
    }

    public String subscriber() {
        return subscriber;
    }

    public Set<String> channels() {
        return channels;
    }

    /** Whether an id used twice means its first place to the subscriber. */
    public boolean meansFirst() {
        return meansFirst;
    }

    public Book add(Entry entry) {
        entries.add(entry);
        return this;
    }

    /** Oldest first. */
    public List<Entry> entries() {
        return entries;
    }

    /** The entries around one of them, for a person to read. */
    public List<String> around(int index) {
        int from = Math.max(0, index - 12);
        int to = Math.min(entries.size(), index + 5);
        List<String> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            lines.add((i == index ? "> " : "  ") + Moment.text(entries.get(i).at()) + " " + entries.get(i));
        }
        return lines;
    }
}

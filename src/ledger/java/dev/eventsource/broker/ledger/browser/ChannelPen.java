package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Publications;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pen of one that reads channels: each of its streams says first where it begins. */
final class ChannelPen extends Pen {
    private static final Pattern POSITION = Pattern.compile("\"position\":\"([^\"]+)\"");

    private boolean hasBegun;
    private boolean isOver;
    private boolean isByToken;
    private @Nullable String askedFrom;
    private String node = "";

    ChannelPen(Book book, Publications publications) {
        super(book, publications);
    }

    @Override
    void write(Entry entry) {
        isByToken |= entry instanceof Entry.Token;
        super.write(entry);
    }

    @Override
    void begin(String at, ResponseReader head) {
        hasBegun = false;
        isOver = false;
        askedFrom = lastId();
        node = at;
        write(new Entry.Opening(node, lastId(), Moment.now()));
    }

    @Override
    void take(Frame frame) {
        if (isOver) {
            breach("behind its end: " + frame);
        } else if (!frame.isControl()) {
            if (!hasBegun) {
                breach("an event in front of the stream's opening: " + frame);
            }
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
            note(position.group(1));
            write(new Entry.Beginning(node, Moment.now()));
        }
    }
}

package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Entry;
import java.util.List;

/** Whether the queue feed tells everyone of every outage: a reset in each stream that was open before and after it. */
final class Outages {
    /** How long a stream must have been open before, and be open behind, an outage that it has to be told of. */
    private static final long MARGIN_MILLIS = 5_000;

    private final Incidents incidents;

    Outages(Incidents incidents) {
        this.incidents = incidents;
    }

    void judge(Reading reading) {
        List<Entry> entries = reading.book().entries();
        int opened = -1;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Opening) {
                opened = i;
            } else if (entries.get(i) instanceof Entry.Close && opened >= 0) {
                judge(reading, opened, i);
                opened = -1;
            }
        }
        if (opened >= 0) {
            judge(reading, opened, entries.size() - 1);
        }
    }

    private void judge(Reading reading, int opened, int closed) {
        List<Entry> entries = reading.book().entries();
        if (entries.get(opened) instanceof Entry.Opening opening) {
            long from = opening.at() + MARGIN_MILLIS;
            long to = entries.get(closed).at() - MARGIN_MILLIS;
            for (Incident outage : incidents.thatLoseFeed(opening.node(), from, to)) {
                if (entries.subList(opened, closed + 1).stream().noneMatch(entry -> tellsOf(entry, outage))) {
                    reading.find(Finding.Kind.OUTAGE_NOT_TOLD, closed, "there was a " + outage);
                }
            }
        }
    }

    private static boolean tellsOf(Entry entry, Incident outage) {
        return entry instanceof Entry.Control control
                && control.isReset("feed-gap")
                && control.at() >= outage.from()
                && control.at() <= outage.to() + MARGIN_MILLIS;
    }
}

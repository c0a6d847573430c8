package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Entry;
import java.util.List;

/**
 * Whether everyone is told of every gap in the feed: a reset in each stream that was open before and after it. One that does
 * not read for a while is told when it reads again, be it of the gap or that it was overrun.
 */
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
            for (Incident outage : incidents.thatLeaveGap(opening.node(), from, to)) {
                if (!tellOf(entries.subList(opened, closed + 1), opening.node(), outage)) {
                    reading.find(Finding.Kind.OUTAGE_NOT_TOLD, closed, "there was a " + outage);
                }
            }
        }
    }

    /** One reset does not tell of two that have nothing to do with each other. */
    private boolean tellOf(List<Entry> stream, String node, Incident outage) {
        boolean isStalled = stream.stream().anyMatch(Entry.Stall.class::isInstance);
        long latest =
                isStalled ? Long.MAX_VALUE : Math.min(outage.to() + MARGIN_MILLIS, incidents.nextGap(node, outage) - 1);
        return stream.stream()
                .anyMatch(entry -> entry instanceof Entry.Control control
                        && (control.isReset("feed-gap") || (isStalled && control.isReset()))
                        && control.at() >= outage.from()
                        && control.at() <= latest);
    }
}

package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Moment;
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
                List<Entry> stream = entries.subList(opened, closed + 1);
                if (!tellOf(stream, opening.node(), outage) && !(isStalled(stream) && isToldBehind(entries, closed))) {
                    reading.find(
                            Finding.Kind.OUTAGE_NOT_TOLD,
                            closed,
                            "there was a %s, and a stream on %s since %s"
                                    .formatted(outage, opening.node(), Moment.text(opening.at())));
                }
            }
        }
    }

    private static boolean isStalled(List<Entry> stream) {
        return stream.stream().anyMatch(Entry.Stall.class::isInstance);
    }

    /** A stream that was ended before it was read that far leaves it to the next one, which begins where it ended. */
    private static boolean isToldBehind(List<Entry> entries, int closed) {
        return entries.subList(closed, entries.size()).stream()
                .filter(entry -> entry instanceof Entry.Control || entry instanceof Entry.Event)
                .findFirst()
                .filter(entry -> entry instanceof Entry.Control control && control.isReset())
                .isPresent();
    }

    private boolean tellOf(List<Entry> stream, String node, Incident outage) {
        boolean isStalled = isStalled(stream);
        long latest = isStalled ? Long.MAX_VALUE : latest(node, outage);
        return stream.stream()
                .anyMatch(entry -> entry instanceof Entry.Control control
                        && (control.isReset("feed-gap") || (isStalled && control.isReset()))
                        && control.at() >= outage.from()
                        && control.at() <= latest);
    }

    /**
     * One reset does not tell of two outages that have nothing to do with each other. But a node that was cut off or frozen
     * learns of all that was meanwhile when it is back, and then one may be the end of several.
     */
    private long latest(String node, Incident outage) {
        long back = incidents.endOfOwn(node, outage, MARGIN_MILLIS);
        return back > outage.to()
                ? back + MARGIN_MILLIS
                : Math.min(outage.to() + MARGIN_MILLIS, incidents.nextGap(node, outage) - 1);
    }
}

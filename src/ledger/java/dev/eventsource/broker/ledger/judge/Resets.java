package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.event.Places;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether each reset, each loss of a ticket and each refusal had a cause. */
final class Resets {
    private static final long SERVER_ALONE_MILLIS = 5_000;

    private final boolean isStreamFeed;
    private final History history;
    private final Incidents incidents;
    private final long ticketMillis;

    Resets(boolean isStreamFeed, History history, Incidents incidents, long ticketMillis) {
        this.isStreamFeed = isStreamFeed;
        this.history = history;
        this.incidents = incidents;
        this.ticketMillis = ticketMillis;
    }

    void judge(Reading reading) {
        List<Entry> entries = reading.book().entries();
        Standing standing = new Standing();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry instanceof Entry.Control reset && reset.isReset() && !hasCause(reset, standing)) {
                String what = "%s on %s, which has all since %s".formatted(reset.data(), standing.node, standing);
                reading.find(Finding.Kind.RESET_WITHOUT_CAUSE, i, what);
            } else if (entry instanceof Entry.TicketLost lost && !hasCause(lost, standing)) {
                reading.find(Finding.Kind.TICKET_LOST, i, "a ticket that was used at " + Moment.text(standing.aliveAt));
            } else if (entry instanceof Entry.Refusal refusal && !hasCause(refusal)) {
                reading.find(Finding.Kind.CONTRACT_BROKEN, i, refusal.node() + " answered " + refusal.status());
            }
            standing.pass(entry);
        }
    }

    /** Of a stream that was deleted, a node that has started since knows nothing, and the others what is in their history. */
    private boolean hasCause(Entry.Control reset, Standing standing) {
        if (reset.isReset("feed-gap")) {
            return incidents.mayLeaveGap(standing.node, standing.since, reset.at());
        }
        if (reset.isFromEarliest() && incidents.mayLeaveGap(standing.node, standing.since, reset.at())) {
            return true;
        }
        boolean mayBeUnknown = reset.isReset("unknown-id") || reset.isFromEarliest();
        return !history.reaches(standing.since, reset.at())
                || incidents.loseStream(standing.since, reset.at())
                || (mayBeUnknown && !isStreamFeed && isUnknown(standing, reset.at()));
    }

    /** In the queue feed a node knows the positions that it counted itself, and of the other ids those that it saw. */
    private boolean isUnknown(Standing standing, long at) {
        boolean isPosition =
                standing.lastId != null && Places.number(standing.lastId).isPresent();
        return (isPosition && !standing.node.equals(standing.seenOn))
                || incidents.concern(standing.node, standing.since, at);
    }

    /** What nobody renewed for a while may be gone: a node that is frozen or dead renews nothing. */
    private boolean hasCause(Entry.TicketLost lost, Standing standing) {
        return lost.at() - standing.aliveAt > ticketMillis * 7 / 10
                || incidents.overlap(standing.aliveAt - ticketMillis, lost.at());
    }

    /** The server of a node that is just starting or ending may answer, where there is no broker. */
    private boolean hasCause(Entry.Refusal refusal) {
        return incidents.concern(refusal.node(), refusal.at() - SERVER_ALONE_MILLIS, refusal.at());
    }

    /** Where a subscriber stands, as its book says. */
    private static final class Standing {
        private String node = "";
        private String seenOn = "";
        private @Nullable String lastId;
        private long since;
        private long aliveAt;

        private void pass(Entry entry) {
            if (entry instanceof Entry.Ticket ticket) {
                since = ticket.isFresh() ? ticket.at() : since;
                aliveAt = ticket.at();
            } else if (entry instanceof Entry.Beginning beginning) {
                since = beginning.at();
                seenOn = beginning.node();
            } else if (entry instanceof Entry.Opening opening) {
                node = opening.node();
                lastId = opening.lastId();
                aliveAt = opening.at();
            } else if (entry instanceof Entry.Event event) {
                since = event.message().beganAt();
                seenOn = node;
                aliveAt = event.at();
            } else if (entry instanceof Entry.Close || entry instanceof Entry.Control) {
                aliveAt = entry.at();
            }
        }

        @Override
        public String toString() {
            return Moment.text(since);
        }
    }
}

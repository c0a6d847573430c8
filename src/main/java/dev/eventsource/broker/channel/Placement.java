package dev.eventsource.broker.channel;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream begins, and what its browser is told of that.
 *
 * @param position nothing up to it is written; of no meaning where the opening is {@link Opening.Ahead}
 */
record Placement(long position, Opening opening) {

    /** At the log's end, for a place that turned out to be unknown. */
    static Placement atEnd(Channels all) {
        return new Placement(all.last(), new Opening.Reset(ResetReason.UNKNOWN_ID));
    }

    /**
     * Looks a place up among what a node holds, for one subscriber.
     *
     * @param searched through which position an id that is looked for again was not found; 0 at first
     */
    record Search(Channels all, MergedLogs logs, String socket, long searched) {
        /** Behind the last event that the browser has, or else where its socket was opened. */
        Placement from(Start start) {
            String lastEventId = start.lastEventId();
            return lastEventId == null ? fromTicket(start) : behind(lastEventId);
        }

        private Placement fromTicket(Start start) {
            long opened = all.positionOfTicket(start.ticketPosition(), start.ticketAge());
            return opened > all.last() ? ahead() : at(opened, null);
        }

        private Placement behind(String id) {
            boolean saysPosition = PositionIds.isPositionId(id);
            OptionalLong known = saysPosition ? all.timeline().position(id) : search(id);
            if (known.isEmpty() && saysPosition) {
                return atEnd(all);
            }
            if (known.isEmpty() || known.getAsLong() > all.last()) {
                return ahead();
            }
            return at(known.getAsLong(), id);
        }

        private static Placement ahead() {
            return new Placement(0, new Opening.Ahead());
        }

        private OptionalLong search(String id) {
            long found = logs.positionOf(id, searched);
            return found >= 0 ? OptionalLong.of(found) : OptionalLong.empty();
        }

        private Placement at(long position, @Nullable String lastEventId) {
            ResetReason missing = missingAfter(position);
            if (missing == null) {
                boolean reached = logs.reachBackTo(position);
                // What was dropped meanwhile is not there.
                missing = reached ? missingAfter(position) : ResetReason.EVICTED;
            }
            if (missing != null) {
                return new Placement(all.last(), new Opening.Reset(missing));
            }
            return new Placement(
                    position,
                    lastEventId == null
                            ? new Opening.Fresh()
                            : new Opening.Resumed(lastEventId, countHeldAfter(position)));
        }

        private @Nullable ResetReason missingAfter(long position) {
            if (all.timeline().gapAfter(position) != Long.MAX_VALUE) {
                return ResetReason.FEED_GAP;
            }
            return logs.hasAnyDroppedAfter(position) ? ResetReason.EVICTED : null;
        }

        private int countHeldAfter(long position) {
            return logs.count(position, all.last(), socket);
        }
    }
}

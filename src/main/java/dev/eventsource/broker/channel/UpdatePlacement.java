package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import java.util.OptionalLong;

/**
 * Where a stream of updates begins. Unlike a stream of channels, one whose place is not known, or not wholly held, gets all
 * that is: so the Mercure protocol has it.
 *
 * @param searched through which position an id that is looked for again was not found; 0 at first
 */
record UpdatePlacement(Channels all, MergedLogs logs, long searched) {
    /** Behind the last update that the subscriber has, or else at the end. */
    Placement from(Start start) {
        String id = start.lastEventId();
        if (id == null) {
            return new Placement(all.last(), new Opening.Fresh());
        }
        return id.equals(Update.EARLIEST)
                ? earliest(new Opening.Resumed(Update.EARLIEST, 0))
                : behind(id, start.fromFirst());
    }

    /** Where channels are topics, each may number its events for itself: one with the same id may be anybody's. */
    private Placement behind(String id, boolean asFirst) {
        boolean isFirst = asFirst || all.areShared();
        OptionalLong found = new UpdateSearch(all, logs, searched, isFirst).find(id);
        if (found.isEmpty() || found.getAsLong() > all.last()) {
            return new Placement(0, new Opening.Ahead());
        }
        long position = found.getAsLong();
        logs.reachBackTo(position);
        if (all.timeline().gapAfter(position) != Long.MAX_VALUE) {
            return earliest(new Opening.Reset(ResetReason.FEED_GAP));
        }
        return logs.hasAnyDroppedAfter(position)
                ? earliest(new Opening.Reset(ResetReason.EVICTED))
                : new Placement(position, new Opening.Resumed(id, 0));
    }

    /** Before all that is held without a gap behind it. */
    Placement earliest(Opening opening) {
        logs.reachBackTo(beginning());
        // Asked again: some of it may be gone, or have been dropped meanwhile.
        return new Placement(beginning(), opening);
    }

    private long beginning() {
        return Math.max(logs.droppedThrough(), all.timeline().lastGap());
    }
}

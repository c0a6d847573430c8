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
    /** What stands for the place before all that is held. */
    private static final String EARLIEST = "earliest";

    /** Behind the last update that the subscriber has, or else at the end. */
    Placement from(Start start) {
        String id = start.lastEventId();
        if (id == null) {
            return new Placement(all.last(), new Opening.Fresh());
        }
        return id.equals(EARLIEST) ? earliest(new Opening.Resumed(EARLIEST, 0)) : behind(id);
    }

    private Placement behind(String id) {
        OptionalLong found = find(id);
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

    /** A publisher's id may look as if it said a position, so what is held is asked before such a one is believed. */
    private OptionalLong find(String id) {
        if (UpdateIds.isOfUnnamedStream(id)) {
            return OptionalLong.empty();
        }
        PositionIds ids = all.timeline().ids();
        OptionalLong said = UpdateIds.position(ids, id);
        if (said.isPresent() && isThere(said.getAsLong(), id, ids)) {
            return said;
        }
        long found = all.directory()
                .log(Update.SPACE)
                .map(log -> log.positionOf(id, searched))
                .orElse(-1L);
        if (found >= 0) {
            return OptionalLong.of(found);
        }
        return said.isPresent() && isHeld(said.getAsLong()) ? OptionalLong.empty() : said;
    }

    /** Under this id, or the one that it got while the stream had no name here. */
    private boolean isThere(long position, String id, PositionIds ids) {
        String unnamed = UpdateIds.of(PositionIds.ofUnnamedStream(ids.shift()), position);
        return all.directory()
                .log(Update.SPACE)
                .map(log -> log.hasId(position, id) || log.hasId(position, unnamed))
                .orElse(false);
    }

    /** Whether an update at that place would be here. */
    private boolean isHeld(long position) {
        long dropped = all.directory()
                .log(Update.SPACE)
                .map(ChannelLog::droppedThrough)
                .orElse(all.timeline().droppedThrough());
        return position > dropped
                && position <= all.last()
                && all.timeline().gapAfter(position) == Long.MAX_VALUE;
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

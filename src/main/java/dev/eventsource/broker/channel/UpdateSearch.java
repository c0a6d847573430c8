package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks for the update of an id among what a node holds, for one subscriber.
 *
 * @param searched through which position an id that is looked for again was not found; 0 at first
 * @param forFirst whether of several updates that have it the first is looked for
 */
record UpdateSearch(Channels all, MergedLogs logs, long searched, boolean forFirst) {
    /** How many of the same id are looked at. */
    private static final int MOST_ALIKE = 10;

    /**
     * The position of an id, which may be one that has not come in yet; empty where nobody knows it. A publisher's id may look as
     * if it said a position, so such a one is believed only where what it says cannot be known here.
     */
    OptionalLong find(String id) {
        if (UpdateIds.isOfUnnamedStream(id)) {
            return OptionalLong.empty();
        }
        Deque<Long> places = places(id);
        OptionalLong said = UpdateIds.position(all.timeline().ids(), id);
        if (said.isPresent() && hadNoName(said.getAsLong())) {
            places.add(said.getAsLong());
        }
        if (!places.isEmpty()) {
            return OptionalLong.of(places.size() == 1 || forFirst ? places.getLast() : best(places));
        }
        return said.isPresent() && isKnown(said.getAsLong()) ? OptionalLong.empty() : said;
    }

    private Optional<ChannelLog> log() {
        return all.directory().log(Update.SPACE);
    }

    /** The latest, and the earliest of all. */
    private Deque<Long> places(String id) {
        Deque<Long> latestFirst = new ArrayDeque<>();
        log().ifPresent(log -> log.forEachOf(id, searched, position -> {
            if (latestFirst.size() > MOST_ALIKE) {
                latestFirst.removeLast();
            }
            latestFirst.addLast(position);
        }));
        return latestFirst;
    }

    /** The latest that the subscriber may have had; where it is not known of any, what it gets twice is not missing. */
    private long best(Deque<Long> places) {
        long earliest = Collections.min(places);
        return all.heldUpdates()
                .walkBack(
                        all.last(), earliest, (position, update) -> !(places.contains(position) && logs.have(update)));
    }

    /** Whether the update at a position has the id that it got while the stream had no name here. */
    private boolean hadNoName(long position) {
        String unnamed =
                UpdateIds.of(PositionIds.ofUnnamedStream(all.timeline().ids().shift()), position);
        return log().map(log -> log.hasId(position, unnamed)).orElse(false);
    }

    /** Whether an update at that place would be here. */
    private boolean isKnown(long position) {
        long dropped =
                log().map(ChannelLog::droppedThrough).orElse(all.timeline().droppedThrough());
        return position > dropped && position <= all.last() && all.timeline().gapAfter(position) == Long.MAX_VALUE;
    }
}

package dev.eventsource.broker.channel;

/**
 * Has a pattern's log reach back to events from before it began, which it looks for in the channels' logs.
 *
 * <p>An id that the log does not know has it reach back to all that is held, once; so no more than the first such id costs a look
 * at the channels. It reaches back no further than what is left of all patterns' share has room for: who asks for more is told so,
 * and nobody else; how far that was is known from then on, and not looked for again.
 *
 * <p>Threads that open streams call; its own lock is held while they look, so that they do so one after the other and the feed waits for none of
 * them. Who holds it may take the log's then, and never the other way round.
 */
final class ReachingBack {
    private final PatternLog log;
    private final PatternId id;
    private final Directory directory;
    private final LogShare share;

    /** Up to which position there was no room for what came after it. */
    private long outOfReach = -1;

    /** Whether an id was looked for that was not known. */
    private boolean reachedForIds;

    ReachingBack(PatternLog log, PatternId id, Directory directory, LogShare share) {
        this.log = log;
        this.id = id;
        this.directory = directory;
        this.share = share;
    }

    /** Has everything after a position in the log that is held; false where there is no room for that. */
    synchronized boolean to(long position) {
        return position >= log.from() || (position > outOfReach && take(olderEvents(position), position));
    }

    /** Has all that is held after a position in the log for an id that it does not know; where there is no room for that, half of what there is is left to others. */
    synchronized void forIds(long position) {
        if (position < log.from() && !reachedForIds) {
            reachedForIds = true;
            OlderEvents older = olderEvents(position);
            if (!take(older, position)) {
                take(older, older.earliest(position, share.room() / 2));
            }
        }
    }

    private OlderEvents olderEvents(long position) {
        return OlderEvents.of(id, directory, position, log.from());
    }

    /** The room first: of several that look at once, none holds what there is no room for. */
    private boolean take(OlderEvents older, long position) {
        long bytes = older.bytes(position);
        if (!share.take(bytes)) {
            outOfReach = Math.max(outOfReach, older.earliest(position, share.room()) - 1);
            return false;
        }
        long unused = bytes;
        try {
            // Before it is put there, for the feed waits for that.
            Page[] front = older.pages(position);
            // In one step: the others are not to see less room meanwhile than there is.
            unused = bytes - log.putInFront(position, front);
        } finally {
            share.add(-unused);
        }
        return true;
    }
}

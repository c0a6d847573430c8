package dev.eventsource.broker.channel;

import org.jspecify.annotations.Nullable;

/**
 * A subscriber's place in the log: everything up to it has been delivered, on all of its channels, and of a long event
 * behind it perhaps a part. In front of that come the last values that a {@link Snapshot} has. It holds on to no bytes, so what a reader left half read goes with the history. Used by one
 * thread at a time; the caller sees to the hand-over.
 */
public final class Cursor {
    private final Channels all;
    private final Subscription subscription;
    private final String socket;
    private final @Nullable ChannelWord word;
    private MergedLogs logs = MergedLogs.NONE;
    private long position;
    private long searched;
    private int within;
    private boolean placed;
    private boolean awaitsSnapshot;
    private @Nullable Snapshot snapshot;
    private boolean lost;

    /**
     * A cursor that stands nowhere yet.
     *
     * @param subscription what it reads
     * @param socket whose own events it passes over
     */
    public Cursor(Channels all, Subscription subscription, String socket) {
        this(all, subscription, socket, false);
    }

    /**
     * A cursor that stands nowhere yet.
     *
     * @param subscription what it reads
     * @param socket whose own events it passes over
     * @param tellsChannels whether what it reads says of which channels events are
     */
    public Cursor(Channels all, Subscription subscription, String socket, boolean tellsChannels) {
        this.all = all;
        this.subscription = subscription;
        this.socket = socket;
        this.word = tellsChannels ? new ChannelWord() : null;
    }

    /**
     * Places the cursor behind the last event that the browser has, or else where its socket was opened. A sink must have
     * been registered with the channels before: then whatever is not found here comes in live. Asked again for the same
     * place, it looks only among what has come in since.
     *
     * @return {@link Opening.Ahead} where the place is not known yet; the cursor stands nowhere then, and reads nothing
     */
    public Opening place(Start start) {
        logs = all.logs(subscription);
        // The end first: what comes in meanwhile is looked at again.
        long end = all.last();
        Opening opening = place(
                subscription.topics() == null
                        ? new Placement.Search(all, logs, socket, searched).from(start)
                        : new UpdatePlacement(all, logs, searched).from(start));
        searched = end;
        return opening;
    }

    /** Places the cursor for a place that turned out to be unknown: at the log's end, or of updates before all that is held. */
    public Opening placeAtEnd() {
        return place(
                subscription.topics() == null
                        ? Placement.atEnd(all)
                        : new UpdatePlacement(all, logs, searched).earliest(new Opening.Reset(ResetReason.UNKNOWN_ID)));
    }

    private Opening place(Placement found) {
        position = found.position();
        placed = !(found.opening() instanceof Opening.Ahead);
        if (placed && !hasHadValues(found.opening())) {
            beginSnapshot();
        }
        boolean isFresh = found.opening() instanceof Opening.Fresh;
        return isFresh ? new Opening.Fresh(snapshot != null || awaitsSnapshot) : found.opening();
    }

    private static boolean hasHadValues(Opening opening) {
        return opening instanceof Opening.Resumed resumed && !PositionIds.isBeginning(resumed.from());
    }

    /**
     * What stands behind this place comes live, also where it is a channel's newer last value: so none comes twice. Behind a gap
     * there may be newer ones than are here, and nothing is read before they are.
     */
    private void beginSnapshot() {
        awaitsSnapshot = subscription.topics() == null && all.lastValues().areAwaited();
        snapshot = subscription.topics() == null && !awaitsSnapshot ? Snapshot.of(all, subscription, position) : null;
    }

    /** Whether events after this place have been dropped from the history, and last values do not make up for them. */
    public boolean isOvertaken() {
        return isPassed() && missed() == null;
    }

    private boolean isPassed() {
        return logs.hasAnyDroppedAfter(position);
    }

    /** The latest of each key of what it has missed, where the history has passed it and that says all; null where it does not. */
    private @Nullable Snapshot missed() {
        long upTo = all.last();
        return within > 0 || all.timeline().gapAfter(position) <= upTo
                ? null
                : Snapshot.ofMissed(all, subscription, position, upTo);
    }

    /**
     * Whether the frame right behind this place has been read in part. Nothing else may be written before its rest; where
     * {@link #next} finds nothing then, that is gone, and the stream can only end.
     */
    public boolean isWithinFrame() {
        return within > 0 || (snapshot != null && snapshot.isWithinFrame());
    }

    /**
     * Where events are missing right behind this place, says why and moves on behind them; null where none are. To be
     * asked when {@link #next} found nothing, between two frames.
     */
    public @Nullable ResetReason passLoss() {
        if (!placed) {
            return null;
        }
        if (isOvertaken() || lost) {
            lost = false;
            position = all.last();
            beginSnapshot();
            return ResetReason.SLOW_CONSUMER;
        }
        if (position == all.timeline().gapAfter(position) - 1) {
            position++;
            beginSnapshot();
            return ResetReason.FEED_GAP;
        }
        return null;
    }

    /** Whether nothing is behind this place for now: neither an event nor a gap, which has a position of its own. */
    public boolean isAtEnd() {
        return snapshot == null && !awaitsSnapshot && !lost && position >= all.last();
    }

    /**
     * The next frames of this cursor's channels, in the log's order, or the next piece of a long one, and moves behind
     * them; null when there are no more for now, or when events are missing, which {@link #passLoss} tells.
     */
    public @Nullable Run next() {
        if (!placed) {
            // Its stream is turned away: the log from its beginning is not for it.
            return null;
        }
        if (awaitsSnapshot) {
            beginSnapshot();
            if (awaitsSnapshot) {
                return null;
            }
        }
        if (snapshot != null) {
            Run run = snapshot.next(word);
            if (run != null || snapshot.isWithinFrame()) {
                return run;
            }
            lost = snapshot.isLost();
            snapshot = null;
            if (lost) {
                return null;
            }
        }
        // The end first: a gap that is noted meanwhile lies behind it.
        long last = all.last();
        long upTo = Math.min(last, all.timeline().gapAfter(position) - 1);
        String channel = word == null || within > 0 ? null : logs.channelAfter(position);
        Run run = logs.read(position, upTo, within, socket);
        // Asked after the reading: a segment dropped in the midst of it may have been passed over.
        if (isPassed()) {
            return readMissed();
        }
        moveBehind(run, upTo);
        return word == null || run == null || channel == null ? run : word.inFront(channel, run);
    }

    /** Goes on with the latest of each key; null where {@link #passLoss} has to tell what is missing. */
    private @Nullable Run readMissed() {
        Snapshot found = missed();
        if (found == null) {
            return null;
        }
        position = found.upTo();
        snapshot = found;
        return next();
    }

    private void moveBehind(@Nullable Run run, long upTo) {
        if (run != null && run.last() == position) {
            within += run.length();
        } else {
            position = run == null ? Math.max(position, upTo) : run.last();
            within = 0;
        }
    }
}

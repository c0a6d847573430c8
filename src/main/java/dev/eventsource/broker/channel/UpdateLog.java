package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The updates that some streams get alike, in their order: of each its position, whose frame is in the log of all updates.
 * One for all streams of this node that have the same part of their filters; it is there while one of them is.
 *
 * <p>It begins where the timeline stood when it came into being, and reaches back only as far as a stream was placed in it:
 * what is before {@code from} is found among all updates then, without a lock, so that the feed does not wait for it. What is
 * dropped of all updates is gone here as soon as {@link HeldUpdates} says so, whether or not it still stands in {@code held}: so
 * nobody looks for the logs that had an update when it goes. Where all logs have taken their share of the history's bytes, one
 * that grows lets go of the older half of its own, but not of the last five hundred, and none reaches back by more than there is
 * room for.
 *
 * <p>Its own lock guards whatever changes {@code held}, {@code from}, {@code droppedThrough} and {@code closed}; any thread
 * reads the first three. The sinks are added and removed by the holder of {@link Channels}' lock alone.
 */
final class UpdateLog implements Log {
    /** How many updates side by side are read at once; looking for their neighbours costs. */
    private static final int LONGEST_RUN = 64;

    /** What a writer may have before it when it comes to its readers, and a pause of the collector more. */
    private static final int FEWEST_KEPT = 512;

    private final UpdateId id;
    private final HeldUpdates all;
    private final Directory directory;
    private final LogShare share;
    private final Sinks sinks = new Sinks();
    private volatile Span held = Span.EMPTY;
    private volatile long from;
    private volatile long droppedThrough;
    private boolean closed;

    /**
     * A log that begins behind a position.
     *
     * @param all those that are held, of which it has some
     * @param share what all such logs take in the heap, to which this one adds its part
     */
    UpdateLog(UpdateId id, HeldUpdates all, Directory directory, long from, LogShare share) {
        this.id = id;
        this.all = all;
        this.directory = directory;
        this.from = from;
        this.droppedThrough = all.droppedThrough();
        this.share = share;
    }

    UpdateId id() {
        return id;
    }

    Sinks sinks() {
        return sinks;
    }

    /** Notes an update behind all others. */
    synchronized void append(long position) {
        trim();
        if (held.size() >= 2 * FEWEST_KEPT && share.room() < held.growth()) {
            dropThrough(held.middle());
        }
        hold(held.and(position));
    }

    /** Lets go of what is dropped of all updates, which is said before it goes. */
    synchronized void trim() {
        long gone = held.lastThrough(all.droppedThrough());
        if (gone > 0) {
            dropThrough(gone);
        }
    }

    private void dropThrough(long position) {
        droppedThrough = Math.max(droppedThrough, position);
        hold(held.after(droppedThrough));
    }

    private void hold(Span changed) {
        share.add(changed.heapBytes() - held.heapBytes());
        held = changed;
    }

    /** Has everything after a position in each of these that is held, for a stream that is placed there; what is not there is said to be gone. */
    static void reachBack(List<UpdateLog> logs, long position) {
        List<UpdateLog> younger =
                logs.stream().filter(log -> position < log.from).toList();
        if (!younger.isEmpty()) {
            UpdateLog any = younger.get(0);
            OlderUpdates.putInFront(younger, any.all, any.share.room() / Long.BYTES, OlderUpdates.MOST_TRIES, position);
        }
    }

    /** Where it begins: what came in before is not in it. */
    long from() {
        return from;
    }

    /**
     * Has it begin at an earlier position.
     *
     * @param gone through which position any may be missing among the older ones
     * @param older those that it is to have, in their order, from the position at least up to where it began when they were looked for
     */
    synchronized void putInFront(long position, long gone, long... older) {
        if (!closed && position < from) {
            // In this order: who finds that it begins there finds out as well what it has not.
            droppedThrough = gone > position ? Math.max(droppedThrough, Math.min(gone, from)) : droppedThrough;
            hold(held.behind(upTo(from, older), Math.max(droppedThrough, position)));
            from = position;
        }
    }

    /** Another thread may have put some of them there meanwhile. */
    private static long[] upTo(long end, long... positions) {
        return Arrays.copyOf(positions, new Span(positions, 0, positions.length).indexAfter(end));
    }

    /** Lets go of what it holds: no stream has it any more. */
    synchronized void close() {
        closed = true;
        hold(Span.EMPTY);
    }

    @Override
    public @Nullable Run read(long after, long upTo, int within, String socket) {
        Span span = held;
        int first = span.indexAfter(after);
        ChannelLog log = first == span.to() ? null : directory.log(Update.SPACE).orElse(null);
        if (log == null || span.array()[first] > upTo) {
            return null;
        }
        long position = span.array()[first];
        Run run = log.read(position - 1, lastOfRun(span, first, upTo, log), within, socket);
        // A piece of a frame leaves the reader where it stood, and not behind the updates that it does not get.
        return run == null || run.last() >= position
                ? run
                : new Run(run.bytes(), run.from(), run.length(), run.events(), after, run.arrived());
    }

    private static long lastOfRun(Span span, int first, long upTo, ChannelLog log) {
        int last = first;
        int end = Math.min(span.to(), first + LONGEST_RUN);
        while (last + 1 < end
                && span.array()[last + 1] <= upTo
                && log.firstPositionAfter(span.array()[last]) == span.array()[last + 1]) {
            last++;
        }
        return span.array()[last];
    }

    @Override
    public long firstPositionAfter(long after) {
        Span span = held;
        int first = span.indexAfter(after);
        return first == span.to() ? Long.MAX_VALUE : span.array()[first];
    }

    @Override
    public int count(long after, long upTo, String socket) {
        Span span = held;
        return span.indexAfter(upTo) - span.indexAfter(after);
    }

    /** An update is of no channel. */
    @Override
    public @Nullable String channelAfter(long after) {
        return null;
    }

    /** Of all updates: what another stream had last is a place in the order as well. */
    @Override
    public long positionOf(String eventId, long after) {
        return directory
                .log(Update.SPACE)
                .map(log -> log.positionOf(eventId, after))
                .orElse(-1L);
    }

    @Override
    public long droppedThrough() {
        // The positions first: what has gone from among them is said by then.
        long gone = held.lastThrough(all.droppedThrough());
        return Math.max(droppedThrough, gone);
    }
}

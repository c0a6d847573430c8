package dev.eventsource.broker.channel;

import dev.eventsource.broker.channel.Pages.Stretch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of all channels that a pattern matches, in their order: of each its position, in which channel's log it
 * stands, and its id's hash. One for all streams of this node that have the pattern, so none of these holds more than one
 * number; it is there while one of them is, and for a minute more.
 *
 * <p>It begins where the timeline stood when it came into being, and {@linkplain ReachingBack reaches back} only as far as a
 * stream was placed in it: what is before {@code from} is found in the logs then. What was dropped of any channel that it
 * matches is dropped here, and where all patterns have taken their share of the history's bytes, a log that grows lets go of
 * its own oldest events but for the last five hundred or so.
 *
 * <p>Its own lock guards whatever changes {@code pages}, {@code from}, {@code droppedThrough} and {@code closed}: the feed
 * appends and drops, a thread that opens a stream puts older events in front, and holds the lock of {@code reach} for that. Any
 * thread reads. The sinks are added and removed by the holder of {@link Channels}' lock alone.
 */
final class PatternLog implements Log {
    /** What a writer may have before it when it comes to its readers, and a pause of the collector more. */
    private static final int FEWEST_KEPT = 512;

    private final PatternId id;
    private final LogShare share;
    private final Sinks sinks = new Sinks();
    private final ReachingBack reach;
    private volatile Pages pages = Pages.NONE;
    private volatile long from;
    private volatile long droppedThrough;
    private boolean closed;

    /**
     * A log that begins at the end of the timeline.
     *
     * @param share what all such logs take in the heap, to which this one adds its part
     */
    PatternLog(PatternId id, Directory directory, Timeline timeline, LogShare share) {
        this.id = id;
        this.share = share;
        this.reach = new ReachingBack(this, id, directory, share);
        this.from = timeline.last();
        this.droppedThrough = timeline.droppedThrough();
    }

    PatternId id() {
        return id;
    }

    Sinks sinks() {
        return sinks;
    }

    /** The position behind which it has all that is held; goes back, where it reaches back. */
    long from() {
        return from;
    }

    /** Notes an event, behind all others, that was appended to the log of a channel. */
    synchronized void append(long position, ChannelLog log, int idHash) {
        Page tail = pages.tail();
        if (tail == null || tail.isFull()) {
            makeRoom();
            Page next = Page.after(tail);
            share.add(next.heapBytes());
            next.add(position, log, idHash);
            pages = pages.with(next);
        } else {
            tail.add(position, log, idHash);
        }
    }

    /** Of its own pages the oldest go, but not so many that who reads what has just come in would be overtaken. */
    private void makeRoom() {
        int kept = pages.events();
        while (share.room() == 0 && !pages.isEmpty() && kept - pages.head().size() >= FEWEST_KEPT) {
            kept -= pages.head().size();
            dropThrough(pages.head().last());
        }
    }

    /** Everything through a position may be gone now, which is said before it is. */
    synchronized void dropThrough(long position) {
        droppedThrough = Math.max(droppedThrough, position);
        int gone = pages.through(droppedThrough);
        if (gone > 0) {
            share.add(-pages.heapBytes(gone));
            pages = pages.without(gone);
        }
    }

    /** Has everything after a position in it that is held, for a stream that is placed there; false where there is no room for that. */
    boolean reachBackTo(long position) {
        // Who is to stand before what was dropped finds that out.
        long first = Math.max(position, droppedThrough);
        return first >= from || reach.to(first);
    }

    /** Returns what these take in the heap, or nothing where they are not wanted any more. The holder of {@code reach}'s lock calls it. */
    synchronized long putInFront(long position, Page... front) {
        if (closed) {
            return 0;
        }
        pages = pages.behind(front);
        from = position;
        // Some of it may have been dropped while it was looked for.
        dropThrough(droppedThrough);
        return Stream.of(front).mapToLong(Page::heapBytes).sum();
    }

    /** Lets go of what it holds: no stream has it any more. */
    synchronized void close() {
        closed = true;
        share.add(-pages.heapBytes());
        pages = Pages.NONE;
    }

    @Override
    public @Nullable Run read(long after, long upTo, int within, String socket) {
        Stretch next = pages.stretch(after, upTo);
        return next == null ? null : next.log().read(after, next.last(), within, socket);
    }

    @Override
    public long firstPositionAfter(long after) {
        Page page = pages.firstAfter(after);
        return page == null ? Long.MAX_VALUE : page.position(page.firstAfter(after));
    }

    @Override
    public @Nullable String channelAfter(long after) {
        Page page = pages.firstAfter(after);
        return page == null ? null : page.log(page.firstAfter(after)).channelAfter(after);
    }

    @Override
    public int count(long after, long upTo, String socket) {
        int events = 0;
        long position = after;
        for (Stretch next = pages.stretch(position, upTo); next != null; next = pages.stretch(position, upTo)) {
            events += next.log().count(position, next.last(), socket);
            position = next.last();
        }
        return events;
    }

    @Override
    public long positionOf(String eventId, long after) {
        long found = pages.positionOf(eventId, after);
        if (found < 0 && after < from) {
            reach.forIds(Math.max(after, droppedThrough));
            found = pages.positionOf(eventId, after);
        }
        return found;
    }

    @Override
    public long droppedThrough() {
        return droppedThrough;
    }
}

package dev.eventsource.broker.channel;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of all channels that a pattern matches, in their order: of each its position, in which channel's log it
 * stands, and its id's hash. One for all streams of this node that have the pattern, so none of these holds more than one
 * number; it is there while one of them is, and for a minute more.
 *
 * <p>It begins where the timeline stood when it came into being, and reaches back only as far as a stream was placed in it:
 * what is before {@code from} is found in the logs then. An id that it does not know has it reach back to all that is held,
 * once; so no more than the first such id costs a look at the channels. What was dropped of any channel that it matches is
 * dropped here, and where all patterns have taken their share of the history's bytes, a log that grows lets go of its own
 * oldest events but for the last five hundred or so. It reaches back no further than what is left of that share has room for:
 * who asks for more is told so, and nobody else; how far that was it knows from then on, and does not look again.
 *
 * <p>Its own lock guards whatever changes {@code pages}, {@code from}, {@code droppedThrough} and {@code closed}: the feed
 * appends and drops, a thread that opens a stream puts older events in front. That looks for them under a lock of its own,
 * {@code reaching}, so that the feed does not wait for it; it guards {@code outOfReach} and {@code reachedForIds} too, and
 * whoever changes {@code from} holds both. Any thread reads. The sinks are added and removed by the holder of {@link
 * Channels}' lock alone.
 */
final class PatternLog implements Log {
    private static final Page[] EMPTY = {};

    /** What a writer may have before it when it comes to its readers, and a pause of the collector more. */
    private static final int FEWEST_KEPT = 512;

    private final PatternId id;
    private final Directory directory;
    private final LogShare share;
    private final Sinks sinks = new Sinks();
    private final Object reaching = new Object();
    private volatile Page[] pages = EMPTY;
    private volatile long from;
    private volatile long droppedThrough;
    private boolean closed;

    /** Up to which position there was no room for what came after it. */
    private long outOfReach = -1;

    /** Whether an id was looked for that was not known. */
    private boolean reachedForIds;

    /** Events of one channel that no other channel's come between. */
    private record Stretch(ChannelLog log, long last) {}

    /**
     * A log that begins at the end of the timeline.
     *
     * @param share what all such logs take in the heap, to which this one adds its part
     */
    PatternLog(PatternId id, Directory directory, Timeline timeline, LogShare share) {
        this.id = id;
        this.directory = directory;
        this.share = share;
        this.from = timeline.last();
        this.droppedThrough = timeline.droppedThrough();
    }

    PatternId id() {
        return id;
    }

    Sinks sinks() {
        return sinks;
    }

    /** Notes an event, behind all others, that was appended to the log of a channel. */
    synchronized void append(long position, ChannelLog log, int idHash) {
        Page[] current = pages;
        Page tail = current.length == 0 ? null : current[current.length - 1];
        if (tail == null || tail.isFull()) {
            makeRoom();
            Page next = Page.after(tail);
            share.add(next.heapBytes());
            next.add(position, log, idHash);
            pages = joined(pages, next);
        } else {
            tail.add(position, log, idHash);
        }
    }

    /** Of its own pages the oldest go, but not so many that who reads what has just come in would be overtaken. */
    private void makeRoom() {
        int kept = size();
        while (share.room() == 0 && pages.length > 0 && kept - pages[0].size() >= FEWEST_KEPT) {
            kept -= pages[0].size();
            dropThrough(pages[0].last());
        }
    }

    private int size() {
        return Stream.of(pages).mapToInt(Page::size).sum();
    }

    /** Everything through a position may be gone now, which is said before it is. */
    synchronized void dropThrough(long position) {
        droppedThrough = Math.max(droppedThrough, position);
        Page[] current = pages;
        int gone = 0;
        while (gone < current.length && current[gone].last() <= droppedThrough) {
            share.add(-current[gone].heapBytes());
            gone++;
        }
        if (gone > 0) {
            pages = Arrays.copyOfRange(current, gone, current.length);
        }
    }

    /** Has everything after a position in it that is held, for a stream that is placed there; false where there is no room for that. */
    boolean reachBackTo(long position) {
        // Who is to stand before what was dropped finds that out.
        long first = Math.max(position, droppedThrough);
        if (first >= from) {
            return true;
        }
        synchronized (reaching) {
            return first >= from || (first > outOfReach && take(olderEvents(first), first));
        }
    }

    /** Has all that is held in it for an id that it does not know; where there is no room for that, half of what there is is left to others. */
    private void reachBackForIds(long position) {
        synchronized (reaching) {
            if (position < from && !reachedForIds) {
                reachedForIds = true;
                OlderEvents older = olderEvents(position);
                if (!take(older, position)) {
                    take(older, older.earliest(position, share.room() / 2));
                }
            }
        }
    }

    private OlderEvents olderEvents(long position) {
        return OlderEvents.of(id, directory, position, from);
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
            unused = bytes - putInFront(position, front);
        } finally {
            share.add(-unused);
        }
        return true;
    }

    /** Returns what these take in the heap, or nothing where they are not wanted any more. */
    private synchronized long putInFront(long position, Page... front) {
        if (closed) {
            return 0;
        }
        pages = joined(front, pages);
        from = position;
        // Some of it may have been dropped while it was looked for.
        dropThrough(droppedThrough);
        return Stream.of(front).mapToLong(Page::heapBytes).sum();
    }

    private static Page[] joined(Page[] front, Page... back) {
        Page[] joined = Arrays.copyOf(front, front.length + back.length);
        System.arraycopy(back, 0, joined, front.length, back.length);
        return joined;
    }

    /** Lets go of what it holds: no stream has it any more. */
    synchronized void close() {
        closed = true;
        for (Page page : pages) {
            share.add(-page.heapBytes());
        }
        pages = EMPTY;
    }

    @Override
    public @Nullable Run read(long after, long upTo, int within, String socket) {
        Stretch next = stretch(after, upTo);
        return next == null ? null : next.log.read(after, next.last, within, socket);
    }

    private @Nullable Stretch stretch(long after, long upTo) {
        Page page = firstPageAfter(pages, after);
        return page == null ? null : stretch(page, page.firstAfter(after), upTo);
    }

    private static @Nullable Stretch stretch(Page page, int first, long upTo) {
        if (page.position(first) > upTo) {
            return null;
        }
        ChannelLog log = page.log(first);
        int next = first + 1;
        int size = page.size();
        while (next < size && page.log(next) == log && page.position(next) <= upTo) {
            next++;
        }
        return new Stretch(log, page.position(next - 1));
    }

    @Override
    public long firstPositionAfter(long after) {
        Page page = firstPageAfter(pages, after);
        return page == null ? Long.MAX_VALUE : page.position(page.firstAfter(after));
    }

    @Override
    public @Nullable String channelAfter(long after) {
        Page page = firstPageAfter(pages, after);
        return page == null ? null : page.log(page.firstAfter(after)).channelAfter(after);
    }

    @Override
    public int count(long after, long upTo, String socket) {
        int events = 0;
        long position = after;
        for (Stretch next = stretch(position, upTo); next != null; next = stretch(position, upTo)) {
            events += next.log.count(position, next.last, socket);
            position = next.last;
        }
        return events;
    }

    @Override
    public long positionOf(String eventId, long after) {
        long found = find(eventId, after);
        if (found < 0 && after < from) {
            reachBackForIds(Math.max(after, droppedThrough));
            found = find(eventId, after);
        }
        return found;
    }

    private long find(String eventId, long after) {
        Page[] current = pages;
        long found = -1;
        for (int i = current.length - 1; i >= 0 && current[i].last() > after && found < 0; i--) {
            found = current[i].positionOf(eventId, after);
        }
        return found;
    }

    @Override
    public long droppedThrough() {
        return droppedThrough;
    }

    /** Most readers stand in the last one. */
    private static @Nullable Page firstPageAfter(Page[] pages, long position) {
        int low = 0;
        int high = pages.length;
        if (high > 1 && pages[high - 2].last() <= position) {
            low = high - 1;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pages[middle].last() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == pages.length ? null : pages[low];
    }
}

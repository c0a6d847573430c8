package dev.eventsource.broker.channel;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads logs up to an end, for one question. For one thread, while the feed's appends and drops.
 *
 * @param logs those that there are of a channel and of the one of that name of everyone; of one that there is not, all may have
 *     been dropped that was of any channel
 */
record PastReader(Timeline timeline, List<ChannelLog> logs, long end) {
    private static final String NO_SOCKET = "";
    private static final int BOTH = 2;

    @SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array
    private record Frame(byte[] bytes, long position) {}

    /** Behind which position an event's id stands; empty where it is not known. */
    OptionalLong placeOf(String id) {
        if (PositionIds.isPositionId(id)) {
            return timeline.position(id);
        }
        long found = logs.stream().mapToLong(log -> log.positionOf(id, 0)).max().orElse(-1);
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** Behind which position the newest so many stand; 0 where there are no more, or fewer. */
    long beforeNewest(int events) {
        long low = 0;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (logs.stream().mapToLong(log -> log.count(middle, end)).sum() <= events) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** What stands behind a position. */
    Excerpt read(long start, Extract extract, @Nullable ResetReason known) {
        List<byte[]> frames = new ArrayList<>();
        long position = start;
        long bytes = 0;
        Frame next = next(position);
        while (next != null && frames.size() < extract.events() && fits(bytes, next, extract)) {
            frames.add(next.bytes());
            bytes += next.bytes().length;
            position = next.position();
            next = next(position);
        }
        long reached = next == null ? Math.max(start, end) : position;
        // Asked after the reading: what was dropped in the midst of it may have been passed over.
        ResetReason missing = known == null ? missing(start, reached) : known;
        PositionIds ids = timeline.ids();
        String id = ids.id(reached);
        if (next != null && ids.position(id).isEmpty()) {
            // It stands in front of the stream that ids are of: whoever asked behind that would begin anew for ever.
            return new Excerpt(frames, id, false, ResetReason.FEED_GAP);
        }
        return new Excerpt(frames, id, next != null, missing);
    }

    private static boolean fits(long bytes, Frame next, Extract extract) {
        return bytes == 0 || bytes + next.bytes().length <= extract.bytes();
    }

    /** The first behind a position; one that is dropped while it is read does not count. */
    private @Nullable Frame next(long after) {
        for (ChannelLog log = first(after); log != null; log = first(after)) {
            long position = log.firstPositionAfter(after);
            byte[] frame = position > end ? null : frame(log, after, position);
            if (frame != null) {
                return new Frame(frame, position);
            }
        }
        return null;
    }

    private @Nullable ChannelLog first(long after) {
        ChannelLog first = null;
        long position = end + 1;
        for (ChannelLog log : logs) {
            long candidate = log.firstPositionAfter(after);
            if (candidate < position) {
                position = candidate;
                first = log;
            }
        }
        return first;
    }

    private static byte @Nullable [] frame(ChannelLog log, long after, long position) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        Run run = log.read(after, position, 0, NO_SOCKET);
        while (run != null && run.last() == after) {
            frame.write(run.bytes(), run.from(), run.length());
            run = log.read(after, position, frame.size(), NO_SOCKET);
        }
        if (run == null || run.last() != position) {
            return null;
        }
        frame.write(run.bytes(), run.from(), run.length());
        return frame.toByteArray();
    }

    private @Nullable ResetReason missing(long start, long reached) {
        if (droppedThrough() > start) {
            return ResetReason.EVICTED;
        }
        return timeline.gapAfter(start) <= reached ? ResetReason.FEED_GAP : null;
    }

    private long droppedThrough() {
        long known = logs.stream().mapToLong(Log::droppedThrough).max().orElse(0);
        return logs.size() < BOTH ? Math.max(known, timeline.droppedThrough()) : known;
    }
}

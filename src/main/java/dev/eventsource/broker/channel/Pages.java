package dev.eventsource.broker.channel;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a pattern's log, in their order, of which there are never others; into the last one the holder of the log's lock adds
 * events. Any thread reads.
 */
final class Pages {
    static final Pages NONE = new Pages();

    private final Page[] all;

    /** Events of one channel that no other channel's come between. */
    record Stretch(ChannelLog log, long last) {}

    private Pages(Page... all) {
        this.all = all;
    }

    /** The one that is added to; null where there is none. */
    @Nullable
    Page tail() {
        return all.length == 0 ? null : all[all.length - 1];
    }

    /** The oldest; there has to be one. */
    Page head() {
        return all[0];
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    /** How many events they have. */
    int events() {
        return Stream.of(all).mapToInt(Page::size).sum();
    }

    Pages with(Page next) {
        return joined(all, next);
    }

    Pages behind(Page... front) {
        return joined(front, all);
    }

    private static Pages joined(Page[] front, Page... back) {
        Page[] joined = Arrays.copyOf(front, front.length + back.length);
        System.arraycopy(back, 0, joined, front.length, back.length);
        return new Pages(joined);
    }

    /** How many of the oldest have nothing after a position. */
    int through(long position) {
        int through = 0;
        while (through < all.length && all[through].last() <= position) {
            through++;
        }
        return through;
    }

    /** Without so many of the oldest. */
    Pages without(int oldest) {
        return new Pages(Arrays.copyOfRange(all, oldest, all.length));
    }

    /** What all of them take in the heap. */
    long heapBytes() {
        return heapBytes(all.length);
    }

    /** What so many of the oldest take in the heap. */
    long heapBytes(int oldest) {
        return Stream.of(all).limit(oldest).mapToLong(Page::heapBytes).sum();
    }

    /** The first events after a position that one channel has, and not after another; null where there are none. */
    @Nullable
    Stretch stretch(long after, long upTo) {
        Page page = firstAfter(after);
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

    /** The latest position after {@code after} of an event with this id; -1 where there is none. */
    long positionOf(String eventId, long after) {
        long found = -1;
        for (int i = all.length - 1; i >= 0 && all[i].last() > after && found < 0; i--) {
            found = all[i].positionOf(eventId, after);
        }
        return found;
    }

    /** The one with the first event after a position; null where there is none. Most readers stand in the last one. */
    @Nullable
    Page firstAfter(long position) {
        int low = 0;
        int high = all.length;
        if (high > 1 && all[high - 2].last() <= position) {
            low = high - 1;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all[middle].last() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == all.length ? null : all[low];
    }
}

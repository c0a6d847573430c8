package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The updates that are held, with their topics, in their order. The holder of {@link Channels}' lock adds and drops, and alone
 * writes {@code droppedThrough}; any thread goes through them meanwhile, and nobody waits for it.
 */
final class HeldUpdates {
    private static final int ENTRY_BYTES = 112;

    private final Deque<Held> held = new ConcurrentLinkedDeque<>();
    private final AtomicLong heapBytes;
    private volatile long droppedThrough;

    /** Told of an update; false where that is enough. */
    interface Taker {
        boolean take(long position, Update update);
    }

    private record Held(long position, Update update) {
        long heapBytes() {
            return ENTRY_BYTES + update.topics().stream().mapToLong(Heap::text).sum();
        }
    }

    /** None yet; what they take in the heap is added to {@code heapBytes}. */
    HeldUpdates(AtomicLong heapBytes) {
        this.heapBytes = heapBytes;
    }

    void add(long position, Update update) {
        Held one = new Held(position, update);
        held.add(one);
        heapBytes.addAndGet(one.heapBytes());
    }

    /** Drops those through a position, which is said before they are gone: who does not find one any more learns of that. */
    void dropThrough(long position) {
        droppedThrough = Math.max(droppedThrough, position);
        for (Held oldest = held.peek(); oldest != null && oldest.position() <= position; oldest = held.peek()) {
            held.remove();
            heapBytes.addAndGet(-oldest.heapBytes());
        }
    }

    /** The position through which none is held. */
    long droppedThrough() {
        return droppedThrough;
    }

    /** Tells of each from one position back to another, which is not told of itself; the one where that was enough, or else that other. */
    long walkBack(long from, long to, Taker taker) {
        for (Iterator<Held> newestFirst = held.descendingIterator(); newestFirst.hasNext(); ) {
            Held one = newestFirst.next();
            if (one.position() <= to) {
                return to;
            }
            if (one.position() <= from && !taker.take(one.position(), one.update())) {
                return one.position();
            }
        }
        return to;
    }
}

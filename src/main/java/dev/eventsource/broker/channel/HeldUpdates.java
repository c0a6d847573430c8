package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The updates that are held, with their topics, in their order. The holder of {@link Channels}' lock adds and drops, and alone
 * writes {@code droppedThrough}; any thread goes through a copy. The deque is its own lock, which nobody holds for long.
 */
final class HeldUpdates {
    private static final int ENTRY_BYTES = 96;

    private final Deque<Held> held = new ArrayDeque<>();
    private final AtomicLong heapBytes;
    private volatile long droppedThrough;

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
        synchronized (held) {
            held.add(one);
        }
        heapBytes.addAndGet(one.heapBytes());
    }

    /** Drops those through a position, which is said before they are gone: who does not find one any more learns of that. */
    void dropThrough(long position) {
        droppedThrough = Math.max(droppedThrough, position);
        for (Held oldest = oldest(position); oldest != null; oldest = oldest(position)) {
            heapBytes.addAndGet(-oldest.heapBytes());
        }
    }

    /** The position through which none is held. */
    long droppedThrough() {
        return droppedThrough;
    }

    private @Nullable Held oldest(long through) {
        synchronized (held) {
            Held first = held.peek();
            return first != null && first.position() <= through ? held.remove() : null;
        }
    }

    /** The positions of those that are wanted, after one and up to another. It may take a while. */
    long[] positions(long after, long upTo, Predicate<Update> isWanted) {
        List<Held> all;
        synchronized (held) {
            all = new ArrayList<>(held);
        }
        return all.stream()
                .filter(one -> one.position() > after && one.position() <= upTo && isWanted.test(one.update()))
                .mapToLong(Held::position)
                .toArray();
    }
}

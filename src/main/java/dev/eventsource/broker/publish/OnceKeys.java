package dev.eventsource.broker.publish;

import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The keys under which events came in lately, each with the first that had it: a later one does not come. What it holds follows
 * from the log alone, so that all who read that have the same, and whoever starts anew has it again as far as the log reaches:
 * the keys come in the log's order, and how late it is there the marks say that nodes put into it at each beat. Each event under a key has its
 * time begin anew, whether or not it comes: so whether the next does depends on the log's latest part alone, and not on where somebody began to
 * read it. A mark that is more than five
 * minutes ahead of this node's clock says nothing, lest one node whose clock is wrong has all forget their keys.
 *
 * <p>The feed's thread alone notes keys and times; any thread asks. Guarded by this object's lock.
 */
@Singleton
public final class OnceKeys {
    private static final long MOST_AHEAD = 300_000;

    private final long windowMillis;
    private final long mostBytes;
    private final LongSupplier nanoTime;
    private final Map<OnceKey, First> firsts = new LinkedHashMap<>();
    private final Counts<Duplicate> duplicates = new Counts<>(Duplicate.class);
    private long bytes;
    private long now;

    /** When {@code now} was said, by the node's own clock; what has passed since nobody says while there is no feed. */
    private long saidAt;

    private long forgottenEarly;

    /** What a later event under a key is to the first. */
    private enum Duplicate {
        SAME,
        OTHER
    }

    @Inject
    public OnceKeys(Settings settings) {
        this(
                settings.duration(Setting.IDEMPOTENCY_SECONDS).toMillis(),
                settings.bytes(Setting.IDEMPOTENCY_BYTES),
                System::nanoTime);
    }

    OnceKeys(long windowMillis, long mostBytes, LongSupplier nanoTime) {
        this.windowMillis = windowMillis;
        this.mostBytes = mostBytes;
        this.nanoTime = nanoTime;
    }

    /** Whether an event is to come; false where one came under its key, which is counted, and whose time begins anew. */
    public synchronized boolean isFirst(Event event) {
        Optional<First> first = find(event);
        first.ifPresent(known -> {
            duplicates.add(known.isOf(event) ? Duplicate.SAME : Duplicate.OTHER);
            OnceKey key = OnceKey.of(event);
            firsts.remove(key);
            firsts.put(key, known.at(now));
        });
        return first.isEmpty();
    }

    /**
     * An event came that is the first under its key, if it has one.
     *
     * @param brokersId its id where it has none of its own
     */
    public synchronized void note(Event event, String brokersId) {
        if (event.once() != null) {
            First first = new First(event.id() == null ? brokersId : event.id(), First.digest(event), now);
            firsts.put(OnceKey.of(event), first);
            bytes += first.heapBytes();
            while (bytes > mostBytes && firsts.size() > 1) {
                forgetOldest();
                forgottenEarly++;
            }
        }
    }

    /** It is as late in the log, in milliseconds. */
    public synchronized void noteTime(long millis) {
        if (millis > System.currentTimeMillis() + MOST_AHEAD) {
            return;
        }
        if (now == 0) {
            // What came before the first mark came about then.
            firsts.replaceAll((key, first) -> first.at(millis));
        }
        now = Math.max(now, millis);
        saidAt = nanoTime.getAsLong();
        while (!firsts.isEmpty() && now - firsts.values().iterator().next().cameAt() > windowMillis) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Iterator<First> oldest = firsts.values().iterator();
        bytes -= oldest.next().heapBytes();
        oldest.remove();
    }

    /** The first event that came under an event's key; empty where there is none, or it has no key. */
    synchronized Optional<First> find(Event event) {
        return event.once() == null ? Optional.empty() : find(OnceKey.of(event));
    }

    /** The first event that came under a key; empty where there is none. */
    synchronized Optional<First> find(OnceKey key) {
        return Optional.ofNullable(firsts.get(key));
    }

    /**
     * The same, but for what is too old by the time that has passed since the log's time was told: while that is not, as where there
     * is no feed, nothing is forgotten. What the log says of a key counts in the end.
     */
    synchronized Optional<First> findInTime(OnceKey key) {
        long silence = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - saidAt);
        return find(key).filter(first -> now == 0 || now + silence - first.cameAt() <= windowMillis + MOST_AHEAD);
    }

    /** How many events did not come, by whether they had what the first under their key has: {@code same} and {@code other}. */
    public Map<String, Long> duplicates() {
        return duplicates.byName();
    }

    /** How many keys it holds. */
    public synchronized int size() {
        return firsts.size();
    }

    /** How many keys were forgotten for want of room, before their time. */
    public synchronized long forgottenEarly() {
        return forgottenEarly;
    }
}

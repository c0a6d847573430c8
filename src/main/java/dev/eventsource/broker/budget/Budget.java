package dev.eventsource.broker.budget;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How many bytes are held at a time for callers who are slow, or pretend to be. Large shares may not fill it, so that there
 * is always room for small ones; nor may those of one owner, but for a single one.
 *
 * <p>Where it is full, shares give way to later ones, first those of the owner that holds most, and the oldest of them: what
 * honest callers have is soon done with. They give way at once to an owner that holds less, and to their own owner's after a
 * while. Any thread may take and release; all fields, those of shares too, are guarded by this object's lock.
 */
public final class Budget {
    /** What nearly every call fits into. */
    private static final int SMALL = 16 << 10;

    private final long most;
    private final long mostLarge;
    private final long mostOfOne;
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> heldBy = new HashMap<>();

    /** Those that may give way, the oldest first. */
    private final Set<Share> yielding = new LinkedHashSet<>();

    private long held;

    /**
     * With its marks, in bytes.
     *
     * @param patience how long a share may be held before it gives way to later ones of the same owner
     */
    public Budget(long most, long mostLarge, long mostOfOne, Duration patience, LongSupplier nanoTime) {
        this.most = most;
        this.mostLarge = mostLarge;
        this.mostOfOne = mostOfOne;
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Nothing yet; {@code giveWay} is run by the thread of another one's, without a lock, and must not wait. */
    public Share share(String owner, Runnable giveWay) {
        return new Share(owner, giveWay, nanoTime.getAsLong());
    }

    /** Makes room for so many more bytes, and names in {@code gone} whose they were; false: it cannot. */
    private synchronized boolean take(Share share, int bytes, List<Share> gone) {
        if (share.lost || !findRoom(share, bytes, gone)) {
            return false;
        }
        gone.forEach(this::lose);
        hold(share, bytes);
        if (!share.kept) {
            yielding.add(share);
        }
        return true;
    }

    private boolean findRoom(Share share, int bytes, List<Share> gone) {
        boolean isLarge = share.bytes + bytes > SMALL;
        long over = held == share.bytes ? 0 : held + bytes - (isLarge ? mostLarge : most);
        long ownOver = isOnlyOne(share) ? 0 : heldBy(share.owner) + bytes - mostOfOne;
        if (over <= 0 && ownOver <= 0) {
            return true;
        }
        for (Share other : whoMayGiveWay(share, bytes, ownOver > 0)) {
            if (over <= 0 && ownOver <= 0) {
                break;
            }
            gone.add(other);
            over -= other.bytes;
            ownOver -= other.owner.equals(share.owner) ? other.bytes : 0;
        }
        return over <= 0 && ownOver <= 0;
    }

    /** Nobody knows here for how many it is enough; the first are to go first. */
    private List<Share> whoMayGiveWay(Share share, int bytes, boolean ownFirst) {
        return yielding.stream()
                .filter(other -> givesWay(other, share, bytes))
                .sorted(comparing((Share other) -> !(ownFirst && other.owner.equals(share.owner)))
                        .thenComparing(comparingLong((Share other) -> heldBy(other.owner))
                                .reversed()))
                .toList();
    }

    private boolean givesWay(Share other, Share share, int bytes) {
        return other.owner.equals(share.owner)
                ? givesWayToOwn(other, share, bytes)
                : heldBy(other.owner) >= heldBy(share.owner) + bytes;
    }

    /** Small ones do not to large ones, nor any to what came earlier, or only a moment later. */
    private boolean givesWayToOwn(Share other, Share share, int bytes) {
        return (other.bytes > SMALL || share.bytes + bytes <= SMALL)
                && other.begunAt - share.begunAt < 0
                && nanoTime.getAsLong() - other.begunAt >= patienceNanos;
    }

    private boolean isOnlyOne(Share share) {
        return heldBy(share.owner) == share.bytes;
    }

    private long heldBy(String owner) {
        return heldBy.getOrDefault(owner, 0L);
    }

    private void hold(Share share, long bytes) {
        share.bytes += bytes;
        held += bytes;
        heldBy.compute(share.owner, (owner, before) -> {
            long now = bytes + (before == null ? 0 : before);
            return now == 0 ? null : now;
        });
    }

    private void lose(Share share) {
        share.lost = true;
        release(share);
    }

    private synchronized void release(Share share) {
        yielding.remove(share);
        hold(share, -share.bytes);
    }

    /** What one call takes. */
    public final class Share {
        private final String owner;
        private final Runnable giveWay;
        private final long begunAt;
        private long bytes;
        private boolean kept;
        private boolean lost;

        private Share(String owner, Runnable giveWay, long begunAt) {
            this.owner = owner;
            this.giveWay = giveWay;
            this.begunAt = begunAt;
        }

        /** Takes so many more bytes; false: there is no room for them. */
        public boolean take(int more) {
            List<Share> gone = new ArrayList<>();
            boolean taken = Budget.this.take(this, more, gone);
            if (taken) {
                gone.forEach(share -> share.giveWay.run());
            }
            return taken;
        }

        /** It gives way to none any more; false: it has been told to already. */
        public boolean keep() {
            synchronized (Budget.this) {
                kept = true;
                yielding.remove(this);
                return !lost;
            }
        }

        /** It is done with; once or more often. */
        public void release() {
            Budget.this.release(this);
        }
    }
}

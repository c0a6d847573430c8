package dev.eventsource.broker.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
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
    private final Map<String, Holder> byOwner = new HashMap<>();
    private final SortedSet<Holder> holders = new TreeSet<>(Holder.MOST_FIRST);
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
            holder(share).yielding.add(share);
        }
        return true;
    }

    /** Nobody knows here for how many it is enough, so no more are looked at than have to go. */
    private boolean findRoom(Share share, int bytes, List<Share> gone) {
        boolean isLarge = share.bytes + bytes > SMALL;
        Holder own = holder(share);
        long over = held == share.bytes ? 0 : held + bytes - (isLarge ? mostLarge : most);
        long ownOver = own.bytes() == share.bytes ? 0 : own.bytes() + bytes - mostOfOne;
        Iterator<Share> owns = own.yielding.stream()
                .filter(other -> givesWayToOwn(other, share, bytes))
                .iterator();
        long freed = find(owns, ownOver, gone);
        if (freed < ownOver) {
            return false;
        }
        // Whoever holds more than this one's owner comes before it.
        for (Holder other : holders) {
            if (freed >= over || other.bytes() < own.bytes() + bytes) {
                break;
            }
            freed += find(other.yielding.iterator(), over - freed, gone);
        }
        return freed + find(owns, over - freed, gone) >= over;
    }

    /** Finds shares of so many bytes, or whatever there is, which is told. */
    private static long find(Iterator<Share> shares, long bytes, List<Share> found) {
        long sum = 0;
        while (sum < bytes && shares.hasNext()) {
            Share share = shares.next();
            found.add(share);
            sum += share.bytes;
        }
        return sum;
    }

    /** Small ones do not to large ones, nor any to what came earlier, or only a moment later. */
    private boolean givesWayToOwn(Share other, Share share, int bytes) {
        return (other.bytes > SMALL || share.bytes + bytes <= SMALL)
                && other.begunAt - share.begunAt < 0
                && nanoTime.getAsLong() - other.begunAt >= patienceNanos;
    }

    /** Who owns a share; one who holds nothing is nobody known. */
    private Holder holder(Share share) {
        Holder holder = byOwner.get(share.owner);
        return holder == null ? new Holder(share.owner) : holder;
    }

    private void hold(Share share, long bytes) {
        Holder holder = byOwner.computeIfAbsent(share.owner, Holder::new);
        holders.remove(holder);
        share.bytes += bytes;
        held += bytes;
        holder.add(bytes);
        if (holder.bytes() == 0) {
            byOwner.remove(holder.owner());
        } else {
            holders.add(holder);
        }
    }

    private void lose(Share share) {
        share.lost = true;
        release(share);
    }

    private synchronized void release(Share share) {
        holder(share).yielding.remove(share);
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

        /** Takes so many more bytes in place of what another has, which is done with; where that was as much, there always is room. */
        public boolean takeFrom(Share other, int more) {
            synchronized (Budget.this) {
                long had = other.bytes;
                Budget.this.release(other);
                if (more <= had && !lost) {
                    hold(this, more);
                    holder(this).yielding.add(this);
                    return true;
                }
            }
            return take(more);
        }

        /** It gives way to none any more; false: it has been told to already. */
        public boolean keep() {
            synchronized (Budget.this) {
                kept = true;
                holder(this).yielding.remove(this);
                return !lost;
            }
        }

        /** It is done with; once or more often. */
        public void release() {
            Budget.this.release(this);
        }
    }
}

package dev.eventsource.broker.body;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How many bytes of bodies are held at a time, whoever sent them: many callers may send at once, and most can prove who they
 * are by their body alone. Each kind of body may fill it up to another mark, large ones and those of nobodies to the lowest,
 * so that there is always room for small ones, and for those of whom the head proves that they are somebody.
 *
 * <p>Where nobodies have taken theirs, the one whose body has been coming for longest gives way: an honest body is whole
 * shortly behind its head, while those who hold on to the room let theirs stop short. Any thread may take and release; all
 * fields, those of shares too, are guarded by this object's lock.
 */
final class BodyBudget {
    /** What nearly every call fits into. */
    private static final int SMALL = 16 << 10;

    /** Those that may give way, the one that has been coming for longest first. */
    private final Set<Share> coming = new LinkedHashSet<>();

    private final long most;
    private final long largestBody;
    private long held;

    /** Of so many bytes altogether, twice the largest body at least. */
    BodyBudget(long most, long largestBody) {
        this.most = most;
        this.largestBody = largestBody;
    }

    /** An eighth of the heap, and the two largest bodies at least. */
    static BodyBudget ofHeap(long largestBody) {
        return new BodyBudget(Math.max(Runtime.getRuntime().maxMemory() / 8, 2 * largestBody), largestBody);
    }

    /** What one body is to take; {@code giveWay} is run by the thread of another body's, without a lock, and must not wait. */
    Share share(boolean isProven, Runnable giveWay) {
        return new Share(isProven, giveWay);
    }

    /** Makes room for so many more bytes of a body, and names in {@code gone} whose they were; false: it cannot. */
    private synchronized boolean take(Share share, int bytes, List<Share> gone) {
        if (share.lost || !findRoom(share, bytes, gone)) {
            return false;
        }
        gone.forEach(this::lose);
        share.bytes += bytes;
        held += bytes;
        if (!share.isProven && !share.whole) {
            coming.add(share);
        }
        return true;
    }

    /** Large ones do not have small ones give way, nor anyone those who came later. */
    private boolean findRoom(Share share, int bytes, List<Share> gone) {
        boolean isLarge = share.bytes + bytes > SMALL;
        long over = held + bytes - mark(isLarge, share.isProven);
        for (Share older : share.isProven ? Set.<Share>of() : coming) {
            if (over <= 0 || older == share) {
                break;
            }
            if (!isLarge || older.bytes > SMALL) {
                gone.add(older);
                over -= older.bytes;
            }
        }
        return over <= 0;
    }

    private long mark(boolean isLarge, boolean isProven) {
        if (isProven) {
            return isLarge ? most / 4 * 3 : most;
        }
        return isLarge ? Math.max(most / 4, largestBody) : most / 2;
    }

    private void lose(Share share) {
        share.lost = true;
        release(share);
    }

    private synchronized void release(Share share) {
        coming.remove(share);
        held -= share.bytes;
        share.bytes = 0;
    }

    /** What one body takes. */
    final class Share {
        private final boolean isProven;
        private final Runnable giveWay;
        private long bytes;
        private boolean whole;
        private boolean lost;

        private Share(boolean isProven, Runnable giveWay) {
            this.isProven = isProven;
            this.giveWay = giveWay;
        }

        /** Takes so many more bytes; false: there is no room for them. */
        boolean take(int more) {
            List<Share> gone = new ArrayList<>();
            boolean taken = BodyBudget.this.take(this, more, gone);
            if (taken) {
                gone.forEach(share -> share.giveWay.run());
            }
            return taken;
        }

        /** The body is whole, and gives way to none; false: it has been told to already. */
        boolean keep() {
            synchronized (BodyBudget.this) {
                whole = true;
                coming.remove(this);
                return !lost;
            }
        }

        /** The call is done with its body; once or more often. */
        void release() {
            BodyBudget.this.release(this);
        }
    }
}

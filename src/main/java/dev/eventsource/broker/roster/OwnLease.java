package dev.eventsource.broker.roster;

import dev.eventsource.broker.secret.RandomIds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lease under which this node enters its subscribers, renewed each quarter of its life. Belongs to the thread of {@link
 * Turns}; {@code Unavailable} where MongoDB does not answer.
 */
final class OwnLease {
    private final Times times;
    private final NodeLeases leases;
    private @Nullable String id;
    private long nextRenewal;

    OwnLease(Times times, NodeLeases leases) {
        this.times = times;
        this.leases = leases;
    }

    /**
     * The lease, renewed where that is due; another one where a node has taken it for lapsed.
     *
     * @param onLoss told of that before
     */
    String hold(Runnable onLoss) {
        String held = id;
        if (held != null && times.nanoTime().getAsLong() - nextRenewal >= 0) {
            held = renew(held, onLoss);
        }
        return held == null ? begin() : held;
    }

    private @Nullable String renew(String held, Runnable onLoss) {
        if (leases.renew(held, end())) {
            setNextRenewal();
            return held;
        }
        // Where nobody knows of it any more, what may be under it is to be found all the same.
        leases.begin(held, times.horizon().get());
        onLoss.run();
        id = null;
        return null;
    }

    private String begin() {
        String begun = RandomIds.next();
        leases.begin(begun, end());
        id = begun;
        setNextRenewal();
        return begun;
    }

    private Instant end() {
        return times.now().get().plus(times.life());
    }

    private void setNextRenewal() {
        nextRenewal = times.nanoTime().getAsLong() + times.life().dividedBy(4).toNanos();
    }

    /** Has it lapse now, where there is one. */
    void leave() {
        if (id != null) {
            leases.renew(id, times.now().get());
        }
    }
}

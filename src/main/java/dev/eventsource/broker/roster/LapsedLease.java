package dev.eventsource.broker.roster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a node that is no more, which this one gives up, one at a time. Those under it are removed when RabbitMQ has
 * what tells of their end: where this node dies before, another tells it again. Belongs to the thread of {@link Turns};
 * {@code Unavailable} where MongoDB does not answer.
 */
final class LapsedLease {
    /** How long it is this node's to give up: many turns, each of which goes on with it. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Times times;
    private final Entries entries;
    private final NodeLeases leases;
    private @Nullable String id;
    private List<String> told = List.of();
    private long nextSearch;

    /** Whether there may be any, for which all is looked through once. */
    private boolean hasLost = true;

    LapsedLease(Times times, Entries entries, NodeLeases leases) {
        this.times = times;
        this.entries = entries;
        this.leases = leases;
        this.nextSearch = times.nanoTime().getAsLong();
    }

    /** Forgets it: another may go on with it. */
    void forget() {
        id = null;
        told = List.of();
    }

    /**
     * Removes those that were told of in the turn before, and gives up some more.
     *
     * @param own this node's lease
     * @param share how many
     * @param gone told of each that is no more
     */
    void giveUp(String own, Share share, Consumer<Subscriber> gone) {
        String lapsed = id == null ? find(own) : id;
        if (lapsed == null || !leases.goOn(lapsed, times.now().get().plus(LONGEST), own)) {
            forget();
            return;
        }
        if (!told.isEmpty()) {
            entries.remove(lapsed, told);
            told = List.of();
        }
        if (share.hasRoom()) {
            giveUpNext(lapsed, own, share, gone);
        }
    }

    private void giveUpNext(String lapsed, String own, Share share, Consumer<Subscriber> gone) {
        List<Subscriber> some = entries.some(lapsed, Share.MOST_SUBSCRIBERS).stream()
                .takeWhile(share::add)
                .toList();
        some.forEach(gone);
        told = some.stream().map(Subscriber::id).toList();
        if (some.isEmpty()) {
            leases.remove(lapsed, own);
            id = null;
        }
    }

    /** There may be another one behind it. */
    private @Nullable String find(String own) {
        long now = times.nanoTime().getAsLong();
        if (now - nextSearch < 0) {
            return null;
        }
        id = leases.claim(times.horizon().get(), times.now().get().plus(LONGEST), own)
                .orElse(null);
        boolean isMore = id != null || findsLost();
        nextSearch = isMore ? now : now + times.life().dividedBy(4).toNanos();
        return id;
    }

    /**
     * Whether there is somebody under a lease that nobody knows of any more, since a node wrote too late and died: the lease is one
     * that has lapsed from now on. Where it is another's that has begun meanwhile, nothing comes of that.
     */
    private boolean findsLost() {
        Optional<String> lost = hasLost ? entries.leaseOtherThan(leases.all()) : Optional.empty();
        lost.ifPresent(lease -> leases.begin(lease, times.horizon().get()));
        hasLost = lost.isPresent();
        return hasLost;
    }
}

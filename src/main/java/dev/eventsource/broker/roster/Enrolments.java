package dev.eventsource.broker.roster;

import dev.eventsource.broker.roster.Enrolment.State;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The subscribers of this node, and what is to be followed of them. There are as many as streams, and as many again that have
 * ended at most; they take 128 MB at most. Any thread may call, and none waits; all is guarded by this object's lock.
 */
final class Enrolments {
    static final long MOST_BYTES = 128 << 20;

    private final Set<Enrolment> begun = new LinkedHashSet<>();
    private final Set<Enrolment> entered = new LinkedHashSet<>();
    private final Set<Enrolment> ended = new LinkedHashSet<>();
    private final Set<Enrolment> unlisted = new LinkedHashSet<>();
    private long bytes;

    /** Reserves room for a subscriber; empty where there is none. */
    synchronized Optional<Enrolment> reserve(Subscriber subscriber) {
        long more = subscriber.weight();
        if (bytes + more > MOST_BYTES) {
            return Optional.empty();
        }
        bytes += more;
        return Optional.of(new Enrolment(this, subscriber));
    }

    /** One of which there is nothing to tell is not followed. */
    synchronized void begin(Enrolment enrolment) {
        if (enrolment.state == State.RESERVED
                && !enrolment.subscriber().interests().isEmpty()) {
            enrolment.state = State.BEGUN;
            begun.add(enrolment);
        }
    }

    /** Of one that nobody can know of nobody is told. */
    synchronized void end(Enrolment enrolment) {
        State before = enrolment.state;
        if (before == State.ENDED || before == State.GONE) {
            return;
        }
        begun.remove(enrolment);
        entered.remove(enrolment);
        if (enrolment.isTried) {
            enrolment.state = State.ENDED;
            ended.add(enrolment);
        } else {
            forget(enrolment);
        }
    }

    private void forget(Enrolment enrolment) {
        enrolment.state = State.GONE;
        bytes -= enrolment.subscriber().weight();
    }

    /** Takes a share of those that have begun; each is to be either {@link #enter entered} or {@link #putBack put back}. */
    synchronized List<Enrolment> takeBegun(Share share) {
        List<Enrolment> taken = oldest(begun, share);
        taken.forEach(begun::remove);
        for (Enrolment enrolment : taken) {
            enrolment.isTried = true;
            enrolment.state = State.ENTERED;
            entered.add(enrolment);
        }
        return taken;
    }

    /** Notes that MongoDB has them, and that others are told; also those that have ended meanwhile. */
    synchronized void enter(List<Enrolment> some) {
        some.forEach(enrolment -> enrolment.isTold = true);
    }

    /** MongoDB has not taken them, or has not said that it has. */
    synchronized void putBack(List<Enrolment> some) {
        for (Enrolment enrolment : some) {
            if (entered.remove(enrolment)) {
                enrolment.state = State.BEGUN;
                begun.add(enrolment);
            }
        }
    }

    /** A share of those that have ended; they stay until they are {@link #unlist unlisted}. */
    synchronized List<Enrolment> ended(Share share) {
        return oldest(ended, share);
    }

    private static List<Enrolment> oldest(Set<Enrolment> all, Share share) {
        return all.stream()
                .takeWhile(enrolment -> share.add(enrolment.subscriber()))
                .toList();
    }

    /** Notes that MongoDB lists them no more; those of which others have been told that they had begun. */
    synchronized List<Enrolment> unlist(List<Enrolment> some) {
        List<Enrolment> left = some.stream().filter(ended::remove).toList();
        unlisted.addAll(left);
        return left.stream().filter(enrolment -> enrolment.isTold).toList();
    }

    /** As many of those as MongoDB removes at a time; they stay until they are {@link #leave gone}. */
    synchronized List<Enrolment> unlisted() {
        return unlisted.stream().limit(Share.MOST_SUBSCRIBERS).toList();
    }

    /** Notes that MongoDB has removed them. */
    synchronized void leave(List<Enrolment> some) {
        some.stream().filter(unlisted::remove).forEach(this::forget);
    }

    /** Somebody else tells of all that MongoDB has that it has ended: what is open is to begin anew, under other names. */
    synchronized void beginAnew() {
        ended.addAll(unlisted);
        unlisted.clear();
        ended.forEach(this::forget);
        ended.clear();
        begun.addAll(entered);
        entered.clear();
        for (Enrolment enrolment : begun) {
            enrolment.rename();
            enrolment.state = State.BEGUN;
            enrolment.isTried = false;
            enrolment.isTold = false;
        }
    }

    /** The weight of all. */
    synchronized long bytes() {
        return bytes;
    }
}

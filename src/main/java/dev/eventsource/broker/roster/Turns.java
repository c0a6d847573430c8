package dev.eventsource.broker.roster;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Follows what has begun and ended, here and on nodes that are no more, a part in each turn: it tells of one {@link Batch},
 * and begins no operation of MongoDB's after two seconds. Belongs to one thread; {@code Unavailable} where MongoDB does not
 * answer.
 */
final class Turns {
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private final Times times;
    private final Enrolments enrolments;
    private final Entries entries;
    private final OwnLease own;
    private final LapsedLease lapsed;
    private final Telling telling;

    Turns(Times times, Enrolments enrolments, Entries entries, NodeLeases leases, Telling telling) {
        this.times = times;
        this.enrolments = enrolments;
        this.entries = entries;
        this.own = new OwnLease(times, leases);
        this.lapsed = new LapsedLease(times, entries, leases);
        this.telling = telling;
    }

    /** Does what is due. */
    void turn() {
        String lease = own.hold(this::loseAll);
        if (!telling.isDone()) {
            return;
        }
        Batch batch = new Batch();
        BooleanSupplier goesOn = shortly();
        try {
            follow(lease, batch, goesOn);
            Share rest = goesOn.getAsBoolean() ? batch.rest() : new Share(0, 0);
            lapsed.giveUp(lease, rest, gone -> batch.add(gone, false));
        } finally {
            telling.tell(batch.events());
        }
    }

    private void loseAll() {
        enrolments.beginAnew();
        lapsed.forget();
    }

    private BooleanSupplier shortly() {
        long begin = times.nanoTime().getAsLong();
        return () -> times.nanoTime().getAsLong() - begin < LONGEST_STEP.toNanos();
    }

    /** In this order: what has ended by now has begun in an earlier turn, so of no subscription two things are told. */
    private void follow(String lease, Batch batch, BooleanSupplier goesOn) {
        repeat(goesOn, () -> removeSome(lease));
        repeat(goesOn, () -> endSome(lease, batch));
        repeat(goesOn, () -> enterSome(lease, batch));
    }

    /** Takes a step again and again, until there is nothing left to do or no time. */
    private static void repeat(BooleanSupplier goesOn, BooleanSupplier step) {
        boolean isMore = true;
        while (isMore && goesOn.getAsBoolean()) {
            isMore = step.getAsBoolean();
        }
    }

    /** Those of whose end RabbitMQ has what tells of it: until then another node finds them, should this one die. */
    private boolean removeSome(String lease) {
        List<Enrolment> some = enrolments.unlisted();
        if (some.isEmpty()) {
            return false;
        }
        entries.remove(lease, ids(some));
        enrolments.leave(some);
        return true;
    }

    private boolean endSome(String lease, Batch batch) {
        List<Enrolment> some = enrolments.ended(batch.rest());
        if (some.isEmpty()) {
            return false;
        }
        entries.unlist(lease, ids(some));
        subscribers(enrolments.unlist(some)).forEach(subscriber -> batch.add(subscriber, false));
        return true;
    }

    private boolean enterSome(String lease, Batch batch) {
        List<Enrolment> some = enrolments.takeBegun(batch.rest());
        if (some.isEmpty()) {
            return false;
        }
        boolean isEntered = false;
        try {
            entries.enter(lease, subscribers(some));
            isEntered = true;
        } finally {
            if (!isEntered) {
                enrolments.putBack(some);
            }
        }
        enrolments.enter(some);
        subscribers(some).forEach(subscriber -> batch.add(subscriber, true));
        return true;
    }

    /** Lets another node tell of all who were here when this one ends: it has not the time to. */
    void leave() {
        own.leave();
    }

    private static List<String> ids(List<Enrolment> some) {
        return subscribers(some).stream().map(Subscriber::id).toList();
    }

    private static List<Subscriber> subscribers(List<Enrolment> some) {
        return some.stream().map(Enrolment::subscriber).toList();
    }
}

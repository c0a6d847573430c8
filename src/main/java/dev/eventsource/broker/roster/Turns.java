package dev.eventsource.broker.roster;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.publish.EventIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Follows what has begun and ended, here and on nodes that are no more, a part in each turn: it tells of 250 subscriptions, or
 * as many as the last subscriber has more, and begins no operation of MongoDB's after two seconds. Belongs to one thread;
 * {@code Unavailable} where MongoDB does not answer.
 */
final class Turns {
    static final int MOST_EVENTS = 250;
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
        List<Event> events = new ArrayList<>();
        BooleanSupplier goesOn = shortly(events);
        try {
            follow(lease, events, goesOn);
            Share rest = goesOn.getAsBoolean() ? rest(events) : new Share(0);
            lapsed.giveUp(lease, rest, gone -> tell(gone, false, events));
        } finally {
            telling.tell(events);
        }
    }

    private void loseAll() {
        enrolments.beginAnew();
        lapsed.forget();
    }

    private BooleanSupplier shortly(List<Event> events) {
        long begin = times.nanoTime().getAsLong();
        return () -> events.size() < MOST_EVENTS && times.nanoTime().getAsLong() - begin < LONGEST_STEP.toNanos();
    }

    /** In this order: what has ended by now has begun in an earlier turn, so of no subscription two things are told. */
    private void follow(String lease, List<Event> events, BooleanSupplier goesOn) {
        boolean isMore = true;
        while (isMore && goesOn.getAsBoolean()) {
            isMore = removeSome(lease, events);
        }
        isMore = true;
        while (isMore && goesOn.getAsBoolean()) {
            isMore = enterSome(lease, events);
        }
    }

    private static Share rest(List<Event> events) {
        return new Share(MOST_EVENTS - events.size());
    }

    private boolean removeSome(String lease, List<Event> events) {
        List<Enrolment> some = enrolments.ended(rest(events));
        if (some.isEmpty()) {
            return false;
        }
        entries.remove(lease, subscribers(some).stream().map(Subscriber::id).toList());
        subscribers(enrolments.leave(some)).forEach(subscriber -> tell(subscriber, false, events));
        return true;
    }

    private boolean enterSome(String lease, List<Event> events) {
        List<Enrolment> some = enrolments.takeBegun(rest(events));
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
        subscribers(some).forEach(subscriber -> tell(subscriber, true, events));
        return true;
    }

    /** Lets another node tell of all who were here when this one ends: it has not the time to. */
    void leave() {
        own.leave();
    }

    private static List<Subscriber> subscribers(List<Enrolment> some) {
        return some.stream().map(Enrolment::subscriber).toList();
    }

    private static void tell(Subscriber subscriber, boolean isActive, List<Event> told) {
        for (String topic : subscriber.topics()) {
            String data = SubscriptionJson.document()
                    .addAll(SubscriptionJson.of(subscriber, topic, isActive))
                    .build()
                    .toString();
            Update update = new Update(List.of(SubscriptionPath.of(topic, subscriber.id())), true, null);
            told.add(Event.ofHub(update, "urn:uuid:" + EventIds.next(System.currentTimeMillis()), data));
        }
    }
}

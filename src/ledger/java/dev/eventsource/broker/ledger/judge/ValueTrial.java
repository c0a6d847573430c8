package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Offset;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Saying.Kind;
import dev.eventsource.broker.ledger.value.Sayings;
import dev.eventsource.broker.ledger.value.Sight;
import dev.eventsource.broker.ledger.value.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** On one node, with a clock that stands until it is moved: what was said of last values, what happened, and what streams showed. */
final class ValueTrial {
    static final Slot OWN = new Slot("v", "");
    static final Slot KEY = new Slot("v", "k");
    static final Slot NEXT_KEY = new Slot("v", "l");

    private static final String NODE = "a";

    private final Sayings sayings = new Sayings();
    private final List<Incident> incidents = new ArrayList<>();
    private int stream;
    private long length;
    private long now = 1_000_000;

    long now() {
        return now;
    }

    void pass(long millis) {
        now += millis;
    }

    Saying say(Slot slot) {
        return say(slot, Kind.VALUE);
    }

    /** Confirmed, and in the log. */
    Saying say(Slot slot, Kind kind) {
        Saying saying = sayings.next(slot, kind, now);
        saying.noteConfirmed(now);
        sayings.notePlace(saying.id(), new Offset(stream, length++));
        return saying;
    }

    /** Confirmed, and in no log that anybody has read. */
    void sayUnwitnessed(Slot slot) {
        sayings.next(slot, Kind.VALUE, now).noteConfirmed(now);
    }

    void suffer(String kind, Effect effect, long millis) {
        incidents.add(new Incident(kind, NODE, effect, now, now + millis));
    }

    /** What is said next goes into another stream. */
    void loseStream() {
        suffer("stream deleted", Effect.LOSES_STREAM, 1_000);
        stream++;
        length = 0;
    }

    /** A stream that was asked for now and opened at once. */
    Sight open() {
        return new Sight(NODE, NODE, now).add(new Sight.Begin(false, now));
    }

    /** Values in front of that place, without ids where there are keys' among them. */
    Sight begin(long place, Saying... front) {
        return begin(open(), place, front);
    }

    Sight begin(Sight sight, long place, Saying... front) {
        boolean hasKeys = Stream.of(front).anyMatch(saying -> saying.slot().isOfKey());
        for (Saying saying : front) {
            sight.add(new Sight.Event(saying, !hasKeys, now));
        }
        return sight.add(new Sight.Place(place, now));
    }

    Sight live(Sight sight, Saying... live) {
        for (Saying saying : live) {
            sight.add(new Sight.Event(saying, true, now));
        }
        return sight;
    }

    List<Finding.Kind> judge(Sight... sights) {
        return kinds(judgeOfAll().judge(List.of(sights)));
    }

    List<Finding.Kind> judgeEnd(Sight sight) {
        return kinds(judgeOfAll().judgeEnd(List.of(sight)));
    }

    /** How many beginnings are held against the log. */
    long judged(Sight sight) {
        return judgeOfAll().judge(List.of(sight)).judged();
    }

    private ValueJudge judgeOfAll() {
        return new ValueJudge(sayings.log(), sayings.all(), incidents);
    }

    private static List<Finding.Kind> kinds(ValueJudge judge) {
        return judge.findings().stream().map(Finding::kind).toList();
    }
}

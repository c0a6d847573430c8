package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.CONTRACT_BROKEN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.DOUBLED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.FOREIGN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.LOST_BEFORE_THE_LOG;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.PLACE_TOO_OLD;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.REORDERED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.VALUE_MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.VALUE_WRONG;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** On one node, with a clock that stands until it is moved: what was said, what a stream showed, and what the judge makes of it. */
class ValueJudgeTest {
    private static final String NODE = "a";
    private static final Slot OWN = new Slot("v", "");
    private static final Slot KEY = new Slot("v", "k");
    private static final Slot NEXT_KEY = new Slot("v", "l");

    private final Sayings sayings = new Sayings();
    private final List<Incident> incidents = new ArrayList<>();
    private int stream;
    private long length;
    private long now = 1_000_000;

    /** Confirmed, and in the log. */
    private Saying say(Slot slot, Kind kind) {
        Saying saying = sayings.next(slot, kind, now);
        saying.noteConfirmed(now);
        sayings.notePlace(saying.id(), new Offset(stream, length++));
        return saying;
    }

    private Saying say(Slot slot) {
        return say(slot, Kind.VALUE);
    }

    /** A stream that was asked for now and opened at once. */
    private Sight open() {
        return new Sight(NODE, NODE, now).add(new Sight.Begin(false, now));
    }

    /** Values in front of that place, without ids where there are keys' among them. */
    private Sight begin(long place, Saying... front) {
        return begin(open(), place, front);
    }

    private Sight begin(Sight sight, long place, Saying... front) {
        boolean hasKeys = Stream.of(front).anyMatch(saying -> saying.slot().isOfKey());
        for (Saying saying : front) {
            sight.add(new Sight.Event(saying, !hasKeys, now));
        }
        return sight.add(new Sight.Place(place, now));
    }

    private Sight live(Sight sight, Saying... live) {
        for (Saying saying : live) {
            sight.add(new Sight.Event(saying, true, now));
        }
        return sight;
    }

    private void suffer(String kind, Effect effect, long millis) {
        incidents.add(new Incident(kind, NODE, effect, now, now + millis));
    }

    private List<Finding.Kind> judge(Sight... sights) {
        return kinds(judgeOf().judge(List.of(sights)));
    }

    private List<Finding.Kind> judgeEnd(Sight sight) {
        return kinds(judgeOf().judgeEnd(List.of(sight)));
    }

    private ValueJudge judgeOf() {
        return new ValueJudge(sayings.log(), sayings.all(), incidents);
    }

    private static List<Finding.Kind> kinds(ValueJudge judge) {
        return judge.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void acceptsTheLastValuesAndWhatFollows() {
        say(OWN);
        Saying own = say(OWN);
        Saying key = say(KEY);
        say(NEXT_KEY);
        say(NEXT_KEY, Kind.CLEAR);
        say(OWN, Kind.PASSING);
        Sight sight = begin(5, key, own);
        live(sight, say(KEY), say(OWN, Kind.CLEAR), say(OWN, Kind.PASSING));
        assertThat(judge(sight)).isEmpty();
        assertThat(judgeOf().judge(List.of(sight)).judged()).isEqualTo(1);
    }

    @Test
    void findsAnOldValue() {
        Saying old = say(OWN);
        say(OWN);
        assertThat(judge(begin(1, old))).containsExactly(VALUE_WRONG);
    }

    @Test
    void findsAnOldValueThoughTheNewOneFollows() {
        Saying old = say(KEY);
        Saying between = say(KEY);
        say(OWN, Kind.PASSING);
        Sight right = live(begin(0, old), between).end(now);
        assertThat(judge(right)).isEmpty();
        Sight sight = begin(2, old);
        assertThat(judge(live(sight, say(KEY)).end(now))).containsExactly(VALUE_WRONG);
    }

    @Test
    void findsWhatWasCleared() {
        Saying value = say(KEY);
        say(KEY, Kind.CLEAR);
        assertThat(judge(begin(1, value))).containsExactly(VALUE_WRONG);
    }

    @Test
    void findsAValueThatIsNotShown() {
        Saying key = say(KEY);
        say(OWN);
        assertThat(judge(begin(1, key))).containsExactly(VALUE_MISSING);
    }

    @Test
    void letsOneBeLeftOutThatComesLive() {
        Saying key = say(KEY);
        say(OWN);
        Sight sight = open();
        Saying changed = say(OWN);
        assertThat(judge(live(begin(sight, 1, key), changed))).isEmpty();
    }

    @Test
    void findsAStreamThatShowsNothing() {
        say(OWN);
        now += 20_000;
        Sight sight = open();
        now += 20_000;
        assertThat(judge(sight.end(now))).containsExactly(VALUE_MISSING);
    }

    @Test
    void findsAValueThatComesAgainLive() {
        Saying own = say(OWN);
        assertThat(judge(live(begin(0, own), own))).containsExactly(DOUBLED);
    }

    @Test
    void findsTwoValuesOfOneSlot() {
        Saying old = say(OWN);
        Saying own = say(OWN);
        assertThat(judge(begin(1, old, own))).contains(DOUBLED);
    }

    @Test
    void findsWhatIsMissingAmongLiveEvents() {
        Saying own = say(OWN);
        Sight sight = begin(0, own);
        say(KEY, Kind.CLEAR);
        assertThat(judge(live(sight, say(OWN)))).containsExactly(MISSING);
    }

    @Test
    void findsWhatDidNotComeBeforeTheStreamsEnd() {
        Saying own = say(OWN);
        Sight sight = begin(0, own);
        say(KEY);
        now += 20_000;
        assertThat(judge(sight.end(now))).containsExactly(MISSING);
    }

    @Test
    void waitsForWhatANodeCannotHaveYet() {
        Saying own = say(OWN);
        Sight sight = begin(0, own);
        suffer("network silent", Effect.MAY_LOSE_FEED, 30_000);
        say(KEY);
        now += 20_000;
        assertThat(judge(sight.end(now))).isEmpty();
    }

    @Test
    void findsAPlaceThatIsOlderThanWhatEveryoneHad() {
        Saying own = say(OWN);
        Saying changed = say(OWN);
        now += 20_000;
        assertThat(judge(live(begin(0, own), changed))).containsExactly(PLACE_TOO_OLD);
        suffer("network silent", Effect.MAY_LOSE_FEED, 1_000);
        assertThat(judge(live(begin(0, own), changed))).isEmpty();
    }

    @Test
    void findsLiveEventsInAnotherOrder() {
        Saying own = say(OWN);
        Sight sight = begin(0, own);
        Saying one = say(KEY);
        assertThat(judge(live(sight, say(KEY), one))).contains(MISSING, DOUBLED);
    }

    @Test
    void findsFrontsInAnotherOrder() {
        Saying key = say(KEY);
        Saying next = say(NEXT_KEY);
        Saying own = say(OWN);
        assertThat(judge(begin(2, next, key, own))).containsExactly(REORDERED);
        assertThat(judge(begin(2, key, own, next))).containsExactly(REORDERED);
        assertThat(judge(begin(2, key, next, own))).isEmpty();
    }

    @Test
    void findsIdsWhereThereAreToBeNoneAndTheOtherWayRound() {
        Saying key = say(KEY);
        Sight sight = open().add(new Sight.Event(key, true, now)).add(new Sight.Place(0, now));
        assertThat(judge(sight)).containsExactly(CONTRACT_BROKEN);
        Sight other = begin(0, key).add(new Sight.Event(say(KEY), false, now));
        assertThat(judge(other)).containsExactly(CONTRACT_BROKEN);
    }

    @Test
    void findsWhatNobodySaid() {
        assertThat(judge(open().add(new Sight.Wrong("made up", now)))).containsExactly(FOREIGN);
    }

    @Test
    void judgesWhatFollowsAResetAnew() {
        Saying old = say(OWN);
        Sight sight = begin(0, old);
        Saying own = say(OWN);
        begin(live(sight, own).add(new Sight.Begin(true, now)), 1, own);
        assertThat(judge(sight)).isEmpty();
        begin(sight.add(new Sight.Begin(true, now)), 1, old);
        assertThat(judge(sight)).containsExactly(VALUE_WRONG);
    }

    /** A node that is late tells of its loss before it has what came behind. */
    @Test
    void wantsNoPlaceOfNowBehindAReset() {
        Saying own = say(OWN);
        Saying changed = say(OWN);
        now += 20_000;
        Sight sight = live(begin(1, changed), say(KEY));
        live(begin(sight.add(new Sight.Begin(true, now)), 0, own), changed);
        assertThat(judge(sight.end(now))).isEmpty();
    }

    @Test
    void findsWhatWasConfirmedAndIsNotInTheLog() {
        sayings.next(OWN, Kind.VALUE, now).noteConfirmed(now);
        assertThat(judge()).containsExactly(LOST_BEFORE_THE_LOG);
        suffer("stream deleted", Effect.LOSES_STREAM, 1_000);
        assertThat(judge()).isEmpty();
    }

    @Test
    void letsANodeLackWhatMongoDbCouldNotTellIt() {
        say(KEY);
        Saying own = say(OWN);
        suffer("MongoDB stopped", Effect.KEEPS_FEED, 10_000);
        assertThat(judge(begin(1, own))).containsExactly(VALUE_MISSING);
        suffer("node killed", Effect.LOSES_FEED, 8_000);
        assertThat(judge(begin(1, own))).isEmpty();
        now += 60_000;
        assertThat(judge(begin(1, own))).containsExactly(VALUE_MISSING);
    }

    @Test
    void countsPlacesAnewBehindAStreamThatWasDeleted() {
        say(KEY);
        Saying kept = say(OWN);
        now += 60_000;
        suffer("stream deleted", Effect.LOSES_STREAM, 1_000);
        stream++;
        length = 0;
        now += 60_000;
        Saying key = say(KEY);
        assertThat(judge(begin(0, key, kept))).isEmpty();
        assertThat(judge(begin(0, kept))).contains(VALUE_MISSING);
    }

    @Test
    void wantsAllInTheEnd() {
        Saying old = say(OWN);
        Saying own = say(OWN);
        assertThat(judgeEnd(begin(1, own))).isEmpty();
        assertThat(judgeEnd(begin(0, old))).contains(PLACE_TOO_OLD);
        assertThat(judgeEnd(open())).containsExactly(PLACE_TOO_OLD);
    }
}

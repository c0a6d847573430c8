package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.OUTAGE_NOT_TOLD;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.RESET_WITHOUT_CAUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must be told, and what may be lost, where a binding or the stream is taken away while connections stay. */
class TopologyJudgeTest {
    private final Trial trial = new Trial();

    @Test
    void findsALostBindingThatAStreamWasNotToldOf() {
        var book = trial.book("c").opening(null);
        trial.pass(10_000);
        trial.suffer(Effect.LOSES_BINDING);
        trial.pass(10_000);
        book.add(new Entry.Close("ended by the server", trial.now()));
        assertThat(trial.queueFeed()).containsExactly(OUTAGE_NOT_TOLD);
        assertThat(trial.streamFeed()).containsExactly(OUTAGE_NOT_TOLD);
    }

    @Test
    void acceptsThatALostBindingIsToldOf() {
        var book = trial.book("c").opening(null);
        trial.pass(10_000);
        trial.suffer(Effect.LOSES_BINDING);
        book.reset("feed-gap");
        trial.pass(10_000);
        book.add(new Entry.Close("ended by the server", trial.now()));
        assertThat(trial.queueFeed()).isEmpty();
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsThatTheNextLostBindingAloneIsToldOf() {
        var book = trial.book("c").opening(null);
        trial.pass(10_000);
        trial.suffer(Effect.LOSES_BINDING);
        trial.pass(1_000);
        trial.suffer(Effect.LOSES_BINDING);
        book.reset("feed-gap");
        trial.pass(10_000);
        book.add(new Entry.Close("ended by the server", trial.now()));
        assertThat(trial.streamFeed()).containsExactly(OUTAGE_NOT_TOLD);
    }

    @Test
    void acceptsThatANodeThatWasCutOffTellsOfALostBindingWhenItIsBack() {
        var book = heldUpAndBack();
        book.reset("feed-gap");
        trial.pass(10_000);
        book.add(new Entry.Close("ended by the server", trial.now()));
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsThatANodeThatWasCutOffTellsNothingWhenItIsBack() {
        var book = heldUpAndBack();
        trial.pass(10_000);
        book.reset("feed-gap").add(new Entry.Close("ended by the server", trial.now()));
        assertThat(trial.streamFeed()).containsExactly(OUTAGE_NOT_TOLD);
    }

    private Trial.Page heldUpAndBack() {
        var book = trial.book("c").opening(null);
        trial.pass(10_000);
        trial.suffer(Effect.LOSES_BINDING);
        trial.suffer(Effect.MAY_LOSE_FEED, 20_000);
        trial.pass(21_000);
        return book;
    }

    /** Who is overrun while it does not read is told of that, which covers the gap, and only when it reads again. */
    @Test
    void acceptsThatOneThatDidNotReadIsToldLaterAndOfTheOverrun() {
        var book = trial.book("c").opening(null);
        trial.pass(10_000);
        book.add(new Entry.Stall(trial.now()));
        trial.suffer(Effect.LOSES_BINDING);
        trial.pass(10_000);
        book.reset("slow-consumer");
        trial.pass(Trial.HISTORY_SECONDS * 1_000L);
        book.add(new Entry.Close("ended by the server", trial.now()));
        assertThat(trial.streamFeed()).doesNotContain(OUTAGE_NOT_TOLD);
    }

    @Test
    void acceptsThatTheNextStreamTellsOneThatDidNotReadToTheGap() {
        var book = stalledAndEnded();
        book.opening("@1").reset("feed-gap");
        assertThat(trial.streamFeed()).doesNotContain(OUTAGE_NOT_TOLD);
    }

    @Test
    void findsThatTheNextStreamTellsNothingToOneThatDidNotReadToTheGap() {
        var events = trial.publish("c", 1);
        var book = stalledAndEnded();
        book.opening("@1").see(events.get(0)).reset("feed-gap");
        assertThat(trial.streamFeed()).contains(OUTAGE_NOT_TOLD);
    }

    private Trial.Page stalledAndEnded() {
        var book = trial.book("c").opening(null);
        trial.pass(10_000);
        book.add(new Entry.Stall(trial.now()));
        trial.suffer(Effect.LOSES_BINDING);
        trial.pass(10_000);
        book.add(new Entry.Close("ended by the server", trial.now()));
        return book;
    }

    @Test
    void findsAGapThatIsToldOfAnIncidentThatLeavesNone() {
        var events = trial.publish("c", 2);
        trial.suffer(Effect.KEEPS_FEED);
        trial.book("c").opening(null).see(events.get(0)).reset("feed-gap").see(events.get(1));
        assertThat(trial.streamFeed()).containsExactly(RESET_WITHOUT_CAUSE);
        assertThat(trial.queueFeed()).containsExactly(RESET_WITHOUT_CAUSE);
    }

    @Test
    void letsPositionsBeginAnewInTheStreamThatTakesADeletedOnesPlace() {
        var before = trial.publishNameless("c");
        trial.loseStream();
        var book = trial.book("c").opening(null).see(before, 0).reset("feed-gap");
        book.see(trial.publishNameless("c"), 0).see(trial.publishNameless("c"), 1);
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsWhatIsMissingInTheStreamThatTakesADeletedOnesPlace() {
        var before = trial.publishNameless("c");
        trial.loseStream();
        var book = trial.book("c").opening(null).see(before, 0).reset("feed-gap");
        trial.waitForTheClock();
        trial.publishNameless("c");
        book.see(trial.publishNameless("c"), 1);
        assertThat(trial.streamFeed()).containsExactly(MISSING);
    }

    @Test
    void acceptsThatIdsOfADeletedStreamAreUnknown() {
        var before = trial.publish("c", 1).get(0);
        var book = trial.book("c").opening(null).see(before);
        trial.loseStream();
        trial.pass(10);
        book.opening("p.c.1").reset("unknown-id");
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsAnIdOfTheNewStreamThatIsUnknown() {
        trial.loseStream();
        trial.waitForTheClock();
        trial.waitForTheClock();
        var book = trial.book("c").opening(null);
        book.see(trial.publish("c", 1).get(0)).opening("p.c.1").reset("unknown-id");
        assertThat(trial.streamFeed()).containsExactly(RESET_WITHOUT_CAUSE);
    }

    /** An id says which stream it is of, so nobody may be taken to have what has the same offset in the next. */
    @Test
    void findsThatAPositionOfADeletedStreamWasTakenForOneOfTheNext() {
        var before = List.of(trial.publishNameless("c"), trial.publishNameless("c"));
        trial.loseStream();
        var book = trial.book("c").opening(null).see(before.get(0), 0).see(before.get(1), 1);
        trial.waitForTheClock();
        trial.publishNameless("c");
        book.opening("@aa-1").see(trial.publishNameless("c"), 1);
        assertThat(trial.streamFeed()).contains(MISSING);
    }

    @Test
    void doesNotAskForThePlaceOfWhatWasPublishedJustBeforeItsStreamWasDeleted() {
        var witnessed = trial.publishNameless("c");
        var unwitnessed = trial.publishUnwitnessed("c");
        trial.loseStream();
        var book = trial.book("c").opening(null).see(witnessed, 0).see(unwitnessed, 1);
        book.reset("feed-gap").see(trial.publishNameless("c"), 0).see(trial.publishNameless("c"), 1);
        assertThat(trial.streamFeed()).isEmpty();
        assertThat(trial.verdict().lost()).isEqualTo(1);
    }
}

package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.CONTRACT_BROKEN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.DOUBLED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.FOREIGN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.LOST_BEFORE_THE_LOG;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.NODES_DISAGREE;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.OUTAGE_NOT_TOLD;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.REORDERED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.RESET_WITHOUT_CAUSE;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.TERM_NOT_KEPT;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.TICKET_LOST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import org.junit.jupiter.api.Test;

/** Each kind of finding, from a ledger written by hand; and what must not be one. */
class JudgeTest {
    private final Trial trial = new Trial();

    @Test
    void findsNothingWhereAllCameOnceAndInOrder() {
        var events = trial.publish("c", 3);
        trial.book("c")
                .opening(null)
                .see(events.get(0), events.get(1))
                .opening("p.c.2")
                .see(events.get(2));
        assertThat(trial.streamFeed()).isEmpty();
        assertThat(trial.queueFeed()).isEmpty();
    }

    @Test
    void findsWhatIsMissingInTheMiddle() {
        var events = trial.publish("c", 3);
        trial.book("c").opening(null).see(events.get(0), events.get(2));
        assertThat(trial.streamFeed()).containsExactly(MISSING);
        assertThat(trial.queueFeed()).containsExactly(MISSING);
    }

    @Test
    void findsWhatIsMissingInTheEnd() {
        var events = trial.publish("c", 3);
        trial.book("c").opening(null).see(events.get(0), events.get(1));
        assertThat(trial.streamFeed()).containsExactly(MISSING);
        assertThat(trial.queueFeed()).containsExactly(MISSING);
    }

    @Test
    void findsWhatIsMissingBehindTheTicket() {
        var book = trial.book("c");
        trial.waitForTheClock();
        var events = trial.publish("c", 2);
        book.opening(null).see(events.get(1));
        assertThat(trial.streamFeed()).containsExactly(MISSING);
    }

    @Test
    void doesNotMissWhatIsOlderThanTheTicket() {
        trial.publish("c", 2);
        trial.pass(10);
        var book = trial.book("c");
        trial.pass(10);
        book.opening(null).see(trial.publish("c", 1).get(0));
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsWhatCameTwice() {
        var events = trial.publish("c", 2);
        trial.book("c")
                .opening(null)
                .see(events.get(0), events.get(1))
                .opening("p.c.1")
                .see(events.get(1));
        assertThat(trial.streamFeed()).containsExactly(DOUBLED);
        assertThat(trial.queueFeed()).containsExactly(DOUBLED);
    }

    /** A node whose queue is behind may say once more what the one before has said; never twice itself. */
    @Test
    void letsAnotherNodeOfTheQueueFeedSayAgainWhatCameBeforeAReset() {
        var events = trial.publish("c", 2);
        var book = trial.book("c").opening(null).see(events.get(0), events.get(1));
        book.opening("@a-2").reset("unknown-id").see(events.get(1));
        assertThat(trial.queueFeed()).doesNotContain(DOUBLED);
        assertThat(trial.streamFeed()).contains(DOUBLED);
        book.see(events.get(1));
        assertThat(trial.queueFeed()).contains(DOUBLED);
    }

    @Test
    void findsWhatCameTooLate() {
        var events = trial.publish("c", 2);
        trial.book("c").opening(null).see(events.get(1), events.get(0));
        assertThat(trial.streamFeed()).containsExactly(REORDERED);
        assertThat(trial.queueFeed()).containsExactly(REORDERED);
    }

    @Test
    void findsWhatIsOfAnotherChannel() {
        var event = trial.publish("other", 1).get(0);
        trial.book("c").opening(null).see(event);
        assertThat(trial.streamFeed()).containsExactly(FOREIGN);
    }

    @Test
    void findsWhatNobodyPublished() {
        trial.book("c").opening(null).add(new Entry.Foreign("1", "made up", trial.now()));
        assertThat(trial.queueFeed()).containsExactly(FOREIGN);
    }

    @Test
    void findsAnotherId() {
        var event = trial.publish("c", 1).get(0);
        trial.book("c").opening(null).add(new Entry.Event(event, "p.c.9", trial.now()));
        assertThat(trial.streamFeed()).contains(FOREIGN);
    }

    @Test
    void findsAnotherPositionThanTheLogs() {
        var event = trial.publishNameless("c");
        trial.book("c").opening(null).add(new Entry.Event(event, "@7", trial.now()));
        assertThat(trial.streamFeed()).contains(FOREIGN);
        assertThat(trial.queueFeed()).isEmpty();
    }

    @Test
    void findsOnePositionOfTwoEvents() {
        var one = trial.publishNameless("c");
        var other = trial.publishNameless("d");
        trial.book("c").opening(null).add(new Entry.Event(one, "@aa-1", trial.now()));
        trial.book("d").opening(null).add(new Entry.Event(other, "@aa-1", trial.now()));
        assertThat(trial.queueFeed()).containsExactly(NODES_DISAGREE);
    }

    @Test
    void findsPositionsThatDoNotRise() {
        var one = trial.publishNameless("c");
        var other = trial.publishNameless("d");
        trial.book("c", "d")
                .opening(null)
                .add(new Entry.Event(one, "@aa-2", trial.now()))
                .add(new Entry.Event(other, "@aa-1", trial.now()));
        assertThat(trial.queueFeed()).containsExactly(REORDERED);
    }

    @Test
    void findsWhatBreaksTheContract() {
        trial.book("c").opening(null).add(new Entry.Breach("a control frame with an id", trial.now()));
        assertThat(trial.streamFeed()).containsExactly(CONTRACT_BROKEN);
    }

    @Test
    void findsARefusalByANodeThatNothingWasDoneTo() {
        trial.book("c").add(new Entry.Refusal("a", 500, trial.now()));
        assertThat(trial.streamFeed()).containsExactly(CONTRACT_BROKEN);
    }

    @Test
    void findsWhatWasConfirmedAndIsNotInTheLog() {
        trial.publish("other", 1);
        trial.loseLog();
        assertThat(trial.streamFeed()).containsExactly(LOST_BEFORE_THE_LOG);
    }

    @Test
    void acceptsAGapThatWasToldOfAndHadACause() {
        var events = trial.publish("c", 3);
        trial.suffer(Effect.LOSES_FEED);
        trial.book("c").opening(null).see(events.get(0)).reset("feed-gap").see(events.get(2));
        assertThat(trial.queueFeed()).isEmpty();
        assertThat(trial.streamFeed()).containsExactly(RESET_WITHOUT_CAUSE);
    }

    @Test
    void findsAResetWithoutACause() {
        var events = trial.publish("c", 2);
        trial.book("c").opening(null).see(events.get(0)).reset("feed-gap").see(events.get(1));
        assertThat(trial.queueFeed()).containsExactly(RESET_WITHOUT_CAUSE);
    }

    @Test
    void findsAnUnknownIdThatTheHistoryReaches() {
        var events = trial.publish("c", 1);
        trial.book("c").opening(null).see(events.get(0)).opening("p.c.1").reset("unknown-id");
        assertThat(trial.streamFeed()).containsExactly(RESET_WITHOUT_CAUSE);
    }

    @Test
    void acceptsAnIdThatTheHistoryDoesNotReach() {
        var events = trial.publish("c", 1);
        var book = trial.book("c").opening(null).see(events.get(0));
        trial.pass(Trial.HISTORY_SECONDS * 1_000L);
        book.opening("p.c.1").reset("unknown-id");
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsWhatIsMissingBehindAReset() {
        var first = trial.publish("c", 1).get(0);
        trial.suffer(Effect.LOSES_FEED);
        var book = trial.book("c").opening(null).see(first).reset("feed-gap");
        trial.waitForTheClock();
        var events = trial.publish("c", 2);
        book.see(events.get(1));
        assertThat(trial.queueFeed()).containsExactly(MISSING);
    }

    @Test
    void findsAnOutageThatAStreamWasNotToldOf() {
        var book = trial.book("c").opening(null);
        trial.pass(10_000);
        trial.suffer(Effect.LOSES_FEED);
        trial.pass(10_000);
        book.add(new Entry.Close("ended by the server", trial.now()));
        assertThat(trial.queueFeed()).containsExactly(OUTAGE_NOT_TOLD);
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsATicketThatIsLostTooSoon() {
        trial.book("c").opening(null).add(new Entry.TicketLost("a", trial.now()));
        assertThat(trial.streamFeed()).containsExactly(TICKET_LOST);
    }

    @Test
    void findsWhatIsMissingBehindTheBeginningOfATokensStream() {
        var old = trial.publish("c", 1).get(0);
        trial.pass(10);
        var book = trial.bookByToken(60_000, "c").opening(null).beginning();
        trial.waitForTheClock();
        var events = trial.publish("c", 2);
        book.opening("@aa-0").see(events.get(1));
        assertThat(old.number()).isLessThan(events.get(0).number());
        assertThat(trial.streamFeed()).containsExactly(MISSING);
    }

    @Test
    void findsATokenThatIsRefusedWhileItIsGood() {
        trial.bookByToken(60_000, "c").add(new Entry.TokenRefused("a", trial.now()));
        assertThat(trial.streamFeed()).containsExactly(TERM_NOT_KEPT);
    }

    @Test
    void acceptsThatATokenIsRefusedWhenItIsOver() {
        var book = trial.bookByToken(60_000, "c");
        trial.pass(60_000);
        book.add(new Entry.TokenRefused("a", trial.now()));
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsAStreamThatIsEndedBeforeItsToken() {
        trial.bookByToken(60_000, "c").opening(null).control("eshq:expired");
        assertThat(trial.streamFeed()).containsExactly(TERM_NOT_KEPT);
    }

    @Test
    void findsAWarningThatComesTooEarly() {
        var book = trial.bookByToken(60_000, "c").opening(null);
        trial.pass(50_000);
        book.control("eshq:expiring");
        assertThat(trial.streamFeed()).containsExactly(TERM_NOT_KEPT);
    }

    @Test
    void acceptsAWarningAndAnEndInTime() {
        var book = trial.bookByToken(60_000, "c").opening(null);
        trial.pass(55_000);
        book.control("eshq:expiring");
        trial.pass(5_000);
        book.control("eshq:expired");
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsAStreamThatOutlivesItsTokenWhereNothingWasDoneToTheNode() {
        var book = trial.bookByToken(20_000, "c").opening(null);
        trial.pass(30_000);
        book.add(new Entry.Close("left", trial.now()));
        assertThat(trial.streamFeed()).containsExactly(TERM_NOT_KEPT);
    }

    /** Large events stand in buffers between the two, and what tells of the end stands behind them. */
    @Test
    void acceptsThatTheEndIsReadAsLateAsTheEventBeforeIt() {
        var book = trial.bookByToken(20_000, "c").opening(null);
        trial.waitForTheClock();
        var event = trial.publish("c", 1).get(0);
        trial.pass(18_000);
        book.see(event);
        trial.pass(9_000);
        book.control("eshq:expired");
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsAStreamThatOutlivesItsTokenThoughItBeganWithOldEvents() {
        var event = trial.publish("c", 1).get(0);
        trial.waitForTheClock();
        var book = trial.bookByToken(20_000, "c").opening("p.c.0");
        trial.pass(18_000);
        book.see(event);
        trial.pass(9_000);
        book.control("eshq:expired");
        assertThat(trial.streamFeed()).containsExactly(TERM_NOT_KEPT);
    }

    @Test
    void acceptsAStreamThatOutlivesItsTokenWhereSomethingWasDoneToTheNode() {
        var book = trial.bookByToken(20_000, "c").opening(null);
        trial.pass(22_000);
        trial.suffer(Effect.KEEPS_FEED);
        trial.pass(8_000);
        book.add(new Entry.Close("left", trial.now()));
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void passesOverWhatLiesBeforeTheLatestPlaceOfAnIdUsedTwice() {
        var first = trial.publish("c", 1).get(0);
        var between = trial.publish("c", 1).get(0);
        var again = trial.publishAgain(first);
        var behind = trial.publish("c", 1).get(0);
        trial.book("c").opening(null).see(first).opening("p.c.1").see(behind);
        assertThat(trial.streamFeed()).isEmpty();
        assertThat(trial.verdict().passedOver()).isEqualTo(2);
        assertThat(between.number()).isLessThan(behind.number());
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void letsComeOnceMoreWhatLiesBehindTheFirstPlaceOfAnIdUsedTwice() {
        var first = trial.publish("c", 1).get(0);
        var between = trial.publish("c", 1).get(0);
        var again = trial.publishAgain(first);
        var behind = trial.publish("c", 1).get(0);
        trial.bookByFirst("c")
                .opening(null)
                .see(first, between, again)
                .opening("p.c.1")
                .see(between, again, behind);
        assertThat(trial.streamFeed()).isEmpty();
        trial.book("c")
                .opening(null)
                .see(first, between, again)
                .opening("p.c.1")
                .see(between, again, behind);
        assertThat(trial.streamFeed()).containsExactly(DOUBLED, DOUBLED);
    }

    /** Who came in between the two tries has not seen the first. */
    @Test
    void letsComeWhatLiesBehindAFirstTryThatWasNotSeen() {
        var first = trial.publish("c", 1).get(0);
        var between = trial.publish("c", 1).get(0);
        trial.waitForTheClock();
        var book = trial.bookByFirst("c").opening(null).beginning();
        var again = trial.publishAgain(first);
        book.see(again).opening("p.c.1").see(between, again);
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsWhatIsMissingOrDoubledBehindTheFirstPlaceOfAnIdUsedTwice() {
        var first = trial.publish("c", 1).get(0);
        trial.publish("c", 1);
        var again = trial.publishAgain(first);
        var behind = trial.publish("c", 1).get(0);
        trial.bookByFirst("c").opening(null).see(first).opening("p.c.1").see(again, behind, behind);
        assertThat(trial.streamFeed()).containsExactlyInAnyOrder(DOUBLED, MISSING);
    }

    @Test
    void findsWhatComesOnceMoreFromInFrontOfTheFirstPlaceOfAnIdUsedTwice() {
        var before = trial.publish("c", 1).get(0);
        var first = trial.publish("c", 1).get(0);
        var again = trial.publishAgain(first);
        trial.bookByFirst("c")
                .opening(null)
                .see(before, first, again)
                .opening("p.c.2")
                .see(before, again);
        assertThat(trial.streamFeed()).containsExactly(DOUBLED);
    }

    @Test
    void letsEverythingComeOnceMoreWhereTheHubSaysSo() {
        var missed = trial.publish("c", 1);
        trial.waitForTheClock();
        var book = trial.book("c").opening(null).beginning();
        var events = trial.publish("c", 2);
        book.see(events.get(0)).opening("p.c.2");
        trial.suffer(Effect.LOSES_BINDING, 0);
        book.fromEarliest().see(missed.get(0), events.get(0), events.get(1));
        assertThat(trial.streamFeed()).isEmpty();
    }

    @Test
    void findsWhatIsOutOfOrderOrMissingThoughEverythingComesOnceMore() {
        var events = trial.publish("c", 3);
        var book = trial.book("c").opening(null).see(events.get(0)).opening("p.c.1");
        trial.suffer(Effect.LOSES_BINDING, 0);
        book.fromEarliest().see(events.get(1), events.get(0), events.get(2), events.get(2));
        assertThat(trial.streamFeed()).containsExactly(REORDERED, DOUBLED);
    }

    @Test
    void findsThatEverythingComesOnceMoreForNothing() {
        var events = trial.publish("c", 1);
        trial.book("c").opening(null).see(events.get(0)).opening("p.c.1").fromEarliest();
        assertThat(trial.streamFeed()).containsExactly(RESET_WITHOUT_CAUSE);
    }

    @Test
    void findsUpdatesThatNodesPlaceOtherwise() {
        var first = trial.publishUpdate("c");
        var second = trial.publishUpdate("c");
        trial.book("c").opening(null).seePlaced(first, 0).seePlaced(second, 1);
        assertThat(trial.streamFeed()).isEmpty();
        trial.book("c").opening(null).seePlaced(first, 1).seePlaced(second, 1);
        assertThat(trial.streamFeed()).contains(FOREIGN, NODES_DISAGREE);
    }

    @Test
    void knowsThatWhatWasPublishedJustBeforeMayTakeAnEventAlong() {
        trial.publishLarge("d", 500_000);
        trial.waitForTheClock();
        var events = trial.publish("c", 1);
        trial.book("c").opening(null).see(events.get(0)).opening("p.c.1").reset("unknown-id");
        assertThat(trial.streamFeed()).isEmpty();
    }
}

package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.CONTRACT_BROKEN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.DOUBLED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.FOREIGN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.LOST_BEFORE_THE_LOG;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.NODES_DISAGREE;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.REORDERED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.TICKET_LOST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.book.Entry;
import org.junit.jupiter.api.Test;

/** What comes of what was published, once and in order: each kind of finding about that, from a ledger written by hand; and what must not be one. */
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
    void findsATicketThatIsLostTooSoon() {
        trial.book("c").opening(null).add(new Entry.TicketLost("a", trial.now()));
        assertThat(trial.streamFeed()).containsExactly(TICKET_LOST);
    }
}

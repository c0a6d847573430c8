package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.DOUBLED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.OUTAGE_NOT_TOLD;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.RESET_WITHOUT_CAUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import org.junit.jupiter.api.Test;

/** What breaks off: gaps, outages and ids that the history does not reach, which a stream is to be told of, and of nothing else. */
class ResetJudgeTest {
    private final Trial trial = new Trial();

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
    void knowsThatWhatWasPublishedJustBeforeMayTakeAnEventAlong() {
        trial.publishLarge("d", 500_000);
        trial.waitForTheClock();
        var events = trial.publish("c", 1);
        trial.book("c").opening(null).see(events.get(0)).opening("p.c.1").reset("unknown-id");
        assertThat(trial.streamFeed()).isEmpty();
    }
}

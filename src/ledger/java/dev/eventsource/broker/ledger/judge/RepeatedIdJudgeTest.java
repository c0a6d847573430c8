package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.DOUBLED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** From which of its places a stream goes on behind an id that was used twice. */
class RepeatedIdJudgeTest {
    private final Trial trial = new Trial();

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
}

package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.DOUBLED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.FOREIGN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.NODES_DISAGREE;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.REORDERED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.RESET_WITHOUT_CAUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.judge.Incident.Effect;
import org.junit.jupiter.api.Test;

/** What the Mercure hub alone does: it says when everything comes once more, and names updates by their places. */
class HubJudgeTest {
    private final Trial trial = new Trial();

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
}

package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.CONTRACT_BROKEN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.DOUBLED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.REORDERED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.VALUE_MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.VALUE_WRONG;
import static dev.eventsource.broker.ledger.judge.ValueTrial.KEY;
import static dev.eventsource.broker.ledger.judge.ValueTrial.NEXT_KEY;
import static dev.eventsource.broker.ledger.judge.ValueTrial.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Saying.Kind;
import dev.eventsource.broker.ledger.value.Sight;
import org.junit.jupiter.api.Test;

/** The last values that a stream begins with, of which each is to be its slot's at the stream's place. */
class ValueFrontTest {
    private final ValueTrial trial = new ValueTrial();

    @Test
    void findsAnOldValue() {
        Saying old = trial.say(OWN);
        trial.say(OWN);
        assertThat(trial.judge(trial.begin(1, old))).containsExactly(VALUE_WRONG);
    }

    @Test
    void findsAnOldValueThoughTheNewOneFollows() {
        Saying old = trial.say(KEY);
        Saying between = trial.say(KEY);
        trial.say(OWN, Kind.PASSING);
        Sight right = trial.live(trial.begin(0, old), between).end(trial.now());
        assertThat(trial.judge(right)).isEmpty();
        Sight sight = trial.begin(2, old);
        assertThat(trial.judge(trial.live(sight, trial.say(KEY)).end(trial.now())))
                .containsExactly(VALUE_WRONG);
    }

    @Test
    void findsWhatWasCleared() {
        Saying value = trial.say(KEY);
        trial.say(KEY, Kind.CLEAR);
        assertThat(trial.judge(trial.begin(1, value))).containsExactly(VALUE_WRONG);
    }

    @Test
    void findsAValueThatIsNotShown() {
        Saying key = trial.say(KEY);
        trial.say(OWN);
        assertThat(trial.judge(trial.begin(1, key))).containsExactly(VALUE_MISSING);
    }

    @Test
    void letsOneBeLeftOutThatComesLive() {
        Saying key = trial.say(KEY);
        trial.say(OWN);
        Sight sight = trial.open();
        Saying changed = trial.say(OWN);
        assertThat(trial.judge(trial.live(trial.begin(sight, 1, key), changed))).isEmpty();
    }

    @Test
    void findsAStreamThatShowsNothing() {
        trial.say(OWN);
        trial.pass(20_000);
        Sight sight = trial.open();
        trial.pass(20_000);
        assertThat(trial.judge(sight.end(trial.now()))).containsExactly(VALUE_MISSING);
    }

    @Test
    void findsTwoValuesOfOneSlot() {
        Saying old = trial.say(OWN);
        Saying own = trial.say(OWN);
        assertThat(trial.judge(trial.begin(1, old, own))).contains(DOUBLED);
    }

    @Test
    void findsFrontsInAnotherOrder() {
        Saying key = trial.say(KEY);
        Saying next = trial.say(NEXT_KEY);
        Saying own = trial.say(OWN);
        assertThat(trial.judge(trial.begin(2, next, key, own))).containsExactly(REORDERED);
        assertThat(trial.judge(trial.begin(2, key, own, next))).containsExactly(REORDERED);
        assertThat(trial.judge(trial.begin(2, key, next, own))).isEmpty();
    }

    @Test
    void findsIdsWhereThereAreToBeNoneAndTheOtherWayRound() {
        Saying key = trial.say(KEY);
        Sight sight = trial.open().add(new Sight.Event(key, true, trial.now())).add(new Sight.Place(0, trial.now()));
        assertThat(trial.judge(sight)).containsExactly(CONTRACT_BROKEN);
        Sight other = trial.begin(0, key).add(new Sight.Event(trial.say(KEY), false, trial.now()));
        assertThat(trial.judge(other)).containsExactly(CONTRACT_BROKEN);
    }
}

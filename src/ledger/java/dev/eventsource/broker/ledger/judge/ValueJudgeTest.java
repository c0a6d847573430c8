package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.FOREIGN;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.LOST_BEFORE_THE_LOG;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.PLACE_TOO_OLD;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.VALUE_MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.VALUE_WRONG;
import static dev.eventsource.broker.ledger.judge.ValueTrial.KEY;
import static dev.eventsource.broker.ledger.judge.ValueTrial.NEXT_KEY;
import static dev.eventsource.broker.ledger.judge.ValueTrial.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.judge.Incident.Effect;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Saying.Kind;
import dev.eventsource.broker.ledger.value.Sight;
import org.junit.jupiter.api.Test;

/** From what was said and what a stream showed to what the judge makes of it: from which place on, and what incidents excuse. */
class ValueJudgeTest {
    private final ValueTrial trial = new ValueTrial();

    @Test
    void acceptsTheLastValuesAndWhatFollows() {
        trial.say(OWN);
        Saying own = trial.say(OWN);
        Saying key = trial.say(KEY);
        trial.say(NEXT_KEY);
        trial.say(NEXT_KEY, Kind.CLEAR);
        trial.say(OWN, Kind.PASSING);
        Sight sight = trial.begin(5, key, own);
        trial.live(sight, trial.say(KEY), trial.say(OWN, Kind.CLEAR), trial.say(OWN, Kind.PASSING));
        assertThat(trial.judge(sight)).isEmpty();
        assertThat(trial.judged(sight)).isEqualTo(1);
    }

    @Test
    void findsAPlaceThatIsOlderThanWhatEveryoneHad() {
        Saying own = trial.say(OWN);
        Saying changed = trial.say(OWN);
        trial.pass(20_000);
        assertThat(trial.judge(trial.live(trial.begin(0, own), changed))).containsExactly(PLACE_TOO_OLD);
        trial.suffer("network silent", Effect.MAY_LOSE_FEED, 1_000);
        assertThat(trial.judge(trial.live(trial.begin(0, own), changed))).isEmpty();
    }

    @Test
    void findsWhatNobodySaid() {
        assertThat(trial.judge(trial.open().add(new Sight.Wrong("made up", trial.now()))))
                .containsExactly(FOREIGN);
    }

    @Test
    void judgesWhatFollowsAResetAnew() {
        Saying old = trial.say(OWN);
        Sight sight = trial.begin(0, old);
        Saying own = trial.say(OWN);
        trial.begin(trial.live(sight, own).add(new Sight.Begin(true, trial.now())), 1, own);
        assertThat(trial.judge(sight)).isEmpty();
        trial.begin(sight.add(new Sight.Begin(true, trial.now())), 1, old);
        assertThat(trial.judge(sight)).containsExactly(VALUE_WRONG);
    }

    /** A node that is late tells of its loss before it has what came behind. */
    @Test
    void wantsNoPlaceOfNowBehindAReset() {
        Saying own = trial.say(OWN);
        Saying changed = trial.say(OWN);
        trial.pass(20_000);
        Sight sight = trial.live(trial.begin(1, changed), trial.say(KEY));
        trial.live(trial.begin(sight.add(new Sight.Begin(true, trial.now())), 0, own), changed);
        assertThat(trial.judge(sight.end(trial.now()))).isEmpty();
    }

    @Test
    void findsWhatWasConfirmedAndIsNotInTheLog() {
        trial.sayUnwitnessed(OWN);
        assertThat(trial.judge()).containsExactly(LOST_BEFORE_THE_LOG);
        trial.suffer("stream deleted", Effect.LOSES_STREAM, 1_000);
        assertThat(trial.judge()).isEmpty();
    }

    @Test
    void letsANodeLackWhatMongoDbCouldNotTellIt() {
        trial.say(KEY);
        Saying own = trial.say(OWN);
        trial.suffer("MongoDB stopped", Effect.KEEPS_FEED, 10_000);
        assertThat(trial.judge(trial.begin(1, own))).containsExactly(VALUE_MISSING);
        trial.suffer("node killed", Effect.LOSES_FEED, 8_000);
        assertThat(trial.judge(trial.begin(1, own))).isEmpty();
        trial.pass(60_000);
        assertThat(trial.judge(trial.begin(1, own))).containsExactly(VALUE_MISSING);
    }

    @Test
    void countsPlacesAnewBehindAStreamThatWasDeleted() {
        trial.say(KEY);
        Saying kept = trial.say(OWN);
        trial.pass(60_000);
        trial.loseStream();
        trial.pass(60_000);
        Saying key = trial.say(KEY);
        assertThat(trial.judge(trial.begin(0, key, kept))).isEmpty();
        assertThat(trial.judge(trial.begin(0, kept))).contains(VALUE_MISSING);
    }

    @Test
    void wantsAllInTheEnd() {
        Saying old = trial.say(OWN);
        Saying own = trial.say(OWN);
        assertThat(trial.judgeEnd(trial.begin(1, own))).isEmpty();
        assertThat(trial.judgeEnd(trial.begin(0, old))).contains(PLACE_TOO_OLD);
        assertThat(trial.judgeEnd(trial.open())).containsExactly(PLACE_TOO_OLD);
    }
}

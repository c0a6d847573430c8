package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.DOUBLED;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.MISSING;
import static dev.eventsource.broker.ledger.judge.ValueTrial.KEY;
import static dev.eventsource.broker.ledger.judge.ValueTrial.NEXT_KEY;
import static dev.eventsource.broker.ledger.judge.ValueTrial.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.judge.Incident.Effect;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Saying.Kind;
import dev.eventsource.broker.ledger.value.Sight;
import org.junit.jupiter.api.Test;

/** What comes live behind the last values: all that was said behind the stream's place. */
class ValueLiveTest {
    private final ValueTrial trial = new ValueTrial();

    @Test
    void findsAValueThatComesAgainLive() {
        Saying own = trial.say(OWN);
        assertThat(trial.judge(trial.live(trial.begin(0, own), own))).containsExactly(DOUBLED);
    }

    @Test
    void findsWhatIsMissingAmongLiveEvents() {
        Saying own = trial.say(OWN);
        Sight sight = trial.begin(0, own);
        trial.say(KEY, Kind.CLEAR);
        assertThat(trial.judge(trial.live(sight, trial.say(OWN)))).containsExactly(MISSING);
    }

    @Test
    void findsWhatDidNotComeBeforeTheStreamsEnd() {
        Saying own = trial.say(OWN);
        Sight sight = trial.begin(0, own);
        trial.say(KEY);
        trial.pass(20_000);
        assertThat(trial.judge(sight.end(trial.now()))).containsExactly(MISSING);
    }

    @Test
    void takesNothingForMissingThatALateStreamHadNotComeTo() {
        Sight left = trial.begin(0, trial.say(OWN));
        Saying late = trial.say(KEY);
        trial.say(NEXT_KEY);
        trial.pass(6_000);
        trial.live(left, late);
        trial.pass(400);
        assertThat(trial.judge(left.end(trial.now()))).isEmpty();
        trial.pass(20_000);
        assertThat(trial.judge(left.end(trial.now()))).containsExactly(MISSING);
    }

    /** Once late, and prompt again: what was lost behind that is found however short the stream. */
    @Test
    void findsWhatIsMissingBehindAPromptEvent() {
        Sight sight = trial.begin(0, trial.say(OWN));
        Saying late = trial.say(KEY);
        trial.pass(30_000);
        trial.live(sight, late, trial.say(KEY));
        trial.say(NEXT_KEY);
        trial.pass(6_000);
        assertThat(trial.judge(sight.end(trial.now()))).containsExactly(MISSING);
    }

    @Test
    void waitsForWhatANodeCannotHaveYet() {
        Saying own = trial.say(OWN);
        Sight sight = trial.begin(0, own);
        trial.suffer("network silent", Effect.MAY_LOSE_FEED, 30_000);
        trial.say(KEY);
        trial.pass(20_000);
        assertThat(trial.judge(sight.end(trial.now()))).isEmpty();
    }

    @Test
    void findsLiveEventsInAnotherOrder() {
        Saying own = trial.say(OWN);
        Sight sight = trial.begin(0, own);
        Saying one = trial.say(KEY);
        assertThat(trial.judge(trial.live(sight, trial.say(KEY), one))).contains(MISSING, DOUBLED);
    }
}

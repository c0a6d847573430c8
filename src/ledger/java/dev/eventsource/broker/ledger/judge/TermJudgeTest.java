package dev.eventsource.broker.ledger.judge;

import static dev.eventsource.broker.ledger.judge.Finding.Kind.MISSING;
import static dev.eventsource.broker.ledger.judge.Finding.Kind.TERM_NOT_KEPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.judge.Incident.Effect;
import org.junit.jupiter.api.Test;

/** For how long the streams of tokens go on, and from where. */
class TermJudgeTest {
    private final Trial trial = new Trial();

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
}

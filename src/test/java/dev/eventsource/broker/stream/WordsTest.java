package dev.eventsource.broker.stream;

import static dev.eventsource.broker.stream.WriterByHand.FIRST;
import static dev.eventsource.broker.stream.WriterByHand.SILENCE;
import static dev.eventsource.broker.stream.WriterByHand.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.channel.Start;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams in which the broker speaks in comments. */
@Timeout(60)
class WordsTest {
    private static final String COMMENT = ":\n";

    private final WriterByHand hand = new WriterByHand();

    private Subscriber start(WriterByHand by, Outlet outlet, Words words) {
        Start here = new Start(null, by.channels().lastId(), Duration.ZERO);
        Subscriber subscriber = by.start(outlet, here, new Pace(SILENCE.toNanos(), false).in(words));
        by.settle();
        return subscriber;
    }

    @Test
    void beatInComments() {
        Outlet outlet = new Outlet(100);
        start(hand, outlet, Words.COMMENTS);
        hand.pass(SILENCE);
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST + COMMENT);
    }

    @Test
    void endWithoutAWordAheadWhenTheirTermIsOver() {
        Outlet outlet = new Outlet(100);
        Instant now = Instant.ofEpochSecond(1_000);
        Term term = Term.without(now.plusSeconds(10), now, hand.writer().nanoTime());
        Pace pace = new Pace(Duration.ofHours(1).toNanos(), false).in(Words.COMMENTS);
        hand.start(outlet, new Start(null, hand.channels().lastId(), Duration.ZERO), pace.until(term));
        hand.append("one", "1");
        hand.settle();
        hand.pass(Duration.ofSeconds(9));
        hand.settle();
        assertThat(outlet.isCompleted()).isFalse();
        hand.pass(Duration.ofSeconds(1));
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST + frame("one", "1") + COMMENT);
        assertThat(outlet.isCompleted()).isTrue();
    }

    @Test
    void lastAsLongAsAnybodyHasThemThoughTheTokenEndsLater() {
        Term term = Term.without(Instant.MAX, Instant.EPOCH, Long.MAX_VALUE - 1);
        assertThat(term.end() - (Long.MAX_VALUE - 1)).isPositive();
    }

    /** The client comes back, and is told by a header. */
    @Test
    void endWhereSomethingIsMissing() {
        Outlet outlet = new Outlet(100);
        Subscriber subscriber = start(hand, outlet, Words.COMMENTS);
        hand.append("one", "1");
        hand.channels().noteGap(hand.channels().last() + 1);
        hand.append("two", "2");
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST + frame("one", "1"));
        assertThat(outlet.isCompleted()).isTrue();
        assertThat(hand.ended()).containsExactly(subscriber);
        assertThat(hand.traffic().resets()).containsEntry("feed-gap", 1L);
    }

    @Test
    void tellWhatIsMissingWhereTheyHaveAWordForIt() {
        Outlet outlet = new Outlet(100);
        start(hand, outlet, Words.COMMENTS_AND_RESETS);
        hand.append("one", "1");
        hand.channels().noteGap(hand.channels().last() + 1);
        hand.append("two", "2");
        hand.settle();
        String reset = "event: eshq:reset\ndata: {\"reason\":\"feed-gap\"}\n\n";
        assertThat(outlet.text()).isEqualTo(FIRST + frame("one", "1") + reset + frame("two", "2"));
    }
}

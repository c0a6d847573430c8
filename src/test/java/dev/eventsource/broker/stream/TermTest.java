package dev.eventsource.broker.stream;

import static dev.eventsource.broker.stream.WriterByHand.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.channel.Start;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that end with their tokens. */
@Timeout(60)
class TermTest {
    private static final String FIRST = "data: first\n\n";
    private static final String EXPIRED = "event: eshq:expired\ndata: {\"exp\":1000}\n\n";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final WriterByHand hand = new WriterByHand();

    /** In ten minutes, with a word on it after nine. */
    private Subscriber start(Outlet outlet) {
        long now = hand.writer().nanoTime();
        Term term = new Term(
                now + MINUTE.multipliedBy(9).toNanos(),
                now + MINUTE.multipliedBy(10).toNanos(),
                Instant.ofEpochSecond(1_000));
        Pace pace = new Pace(Duration.ofHours(1).toNanos(), false).until(term);
        Subscriber subscriber =
                hand.start(outlet, new Start(null, hand.channels().lastId(), Duration.ZERO), pace);
        hand.settle();
        return subscriber;
    }

    @Test
    void areToldOfItBeforeAndAtTheEnd() {
        Outlet outlet = new Outlet(100);
        Subscriber subscriber = start(outlet);
        hand.pass(MINUTE.multipliedBy(9));
        hand.settle();
        hand.settle();
        String warned = FIRST + "event: eshq:expiring\ndata: {\"exp\":1000,\"seconds\":60}\n\n";
        assertThat(outlet.text()).isEqualTo(warned);
        hand.append("one", "1");
        hand.settle();
        hand.pass(MINUTE);
        hand.settle();
        assertThat(outlet.text()).isEqualTo(warned + frame("one", "1") + EXPIRED);
        assertThat(outlet.isCompleted()).isTrue();
        assertThat(hand.ended()).containsExactly(subscriber);
    }

    /** What is not written yet is for whoever comes with a token that is good. */
    @Test
    void getNoEventBehindIt() throws IOException {
        Outlet outlet = new Outlet(1);
        start(outlet);
        hand.append("one", "1");
        hand.settle();
        hand.pass(MINUTE.multipliedBy(10));
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST);
        outlet.take(100);
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST + EXPIRED);
        assertThat(outlet.isCompleted()).isTrue();
    }

    @Test
    void areEndedThoughNobodyReads() {
        Outlet outlet = new Outlet(1);
        start(outlet);
        hand.append("one", "1");
        hand.pass(MINUTE.multipliedBy(10));
        hand.settle();
        assertThat(outlet.isCompleted()).isFalse();
        hand.pass(Duration.ofSeconds(5));
        hand.settle();
        assertThat(outlet.isCompleted()).isTrue();
        assertThat(outlet.text()).isEqualTo(FIRST);
    }
}

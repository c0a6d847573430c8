package dev.eventsource.broker.stream;

import static dev.eventsource.broker.stream.WriterByHand.FIRST;
import static dev.eventsource.broker.stream.WriterByHand.NEWS;
import static dev.eventsource.broker.stream.WriterByHand.SILENCE;
import static dev.eventsource.broker.stream.WriterByHand.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.SseFrame;
import dev.eventsource.broker.event.StreamEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A stream's states, one step at a time, as the package's description draws them. */
class StreamLifeTest {
    private static final int PLENTY = Integer.MAX_VALUE / 2;
    private static final String PING = "event: ping\ndata: {}\n\n";
    private static final String LARGE = "x".repeat(100_000);

    private WriterByHand hand = new WriterByHand();

    /** When the second of two is written to, the first is done. */
    @Test
    void isServedAgainWhereAnEventComesInWhileOthersAreServed() {
        List<Outlet> both = outlets(2);
        both.forEach(outlet -> hand.start(outlet, null));
        hand.settle();
        hand.append("one", "1");
        AtomicInteger writes = new AtomicInteger();
        both.forEach(outlet -> outlet.meanwhile(() -> {
            if (writes.incrementAndGet() == 2) {
                hand.append("two", "2");
            }
        }));
        hand.settle();
        assertThat(both).allMatch(outlet -> outlet.text().equals(FIRST + frame("one", "1") + frame("two", "2")));
    }

    @Test
    void waitsForTheServersCallWhereItTakesNoMore() throws IOException {
        Outlet outlet = new Outlet(1);
        hand.start(outlet, null);
        hand.append("one", "1");
        hand.settle();
        hand.append("two", "2");
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST);
        assertThat(outlet.isStuck()).isTrue();
        outlet.take(PLENTY);
        assertThat(outlet.text()).as("by the writer's thread alone").isEqualTo(FIRST);
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST + frame("one", "1") + frame("two", "2"));
    }

    @Test
    void givesOthersTheirTurnInTheMidstOfALongReplay() {
        hand.append("begin", "0");
        IntStream.rangeClosed(1, 100).forEach(i -> hand.append(LARGE, Integer.toString(i)));
        Outlet behind = new Outlet(PLENTY);
        Outlet upToDate = new Outlet(PLENTY);
        hand.start(behind, "0");
        hand.start(upToDate, "100");
        hand.turn();
        assertThat(behind.bytes().length).isLessThan(300_000);
        hand.append("news", "101");
        hand.turn();
        assertThat(upToDate.text()).endsWith(frame("news", "101"));
        assertThat(behind.bytes().length).isLessThan(900_000);
        hand.settle();
        assertThat(behind.text()).endsWith(frame("news", "101"));
    }

    /** A server may fail in ways that no specification knows, for one response among many. */
    @Test
    void anUnforeseenFailureEndsItAndNoOther() {
        List<Outlet> failing = outlets(8);
        List<Outlet> healthy = outlets(8);
        Stream.concat(failing.stream(), healthy.stream()).forEach(outlet -> hand.start(outlet, null));
        hand.settle();
        failing.forEach(outlet -> outlet.fail(new NullPointerException("a bug in the server")));
        hand.append("one", "1");
        hand.settle();
        assertThat(healthy).allMatch(outlet -> outlet.text().equals(FIRST + frame("one", "1")));
        assertThat(failing).allMatch(Outlet::isCompleted);
        assertThat(hand.ended()).hasSize(8);
    }

    @Test
    void endsAndNoOtherWhereTheRestOfAFrameWasDroppedAndSmallOnesFollow() throws IOException {
        hand = WriterByHand.holding("2M");
        Outlet stuck = new Outlet(3);
        List<Outlet> healthy = outlets(8);
        hand.start(stuck, null);
        healthy.forEach(outlet -> hand.start(outlet, null));
        hand.append(LARGE, "1");
        hand.settle();
        IntStream.rangeClosed(2, 6_000).forEach(i -> {
            hand.append("small ".repeat(100), Integer.toString(i));
            hand.settle();
        });
        stuck.take(PLENTY);
        hand.append("last", "6001");
        hand.settle();
        assertThat(FIRST + frame(LARGE, "1")).startsWith(stuck.text());
        assertThat(stuck.isCompleted()).isTrue();
        assertThat(healthy).allMatch(outlet -> outlet.text().endsWith(frame("last", "6001")));
        assertThat(hand.traffic().slowConsumers()).isEqualTo(1);
    }

    @Test
    void getsAHeartbeatAfterSilenceAndNoneWhileThereAreEvents() {
        Outlet outlet = new Outlet(PLENTY);
        hand.start(outlet, null);
        hand.settle();
        hand.pass(SILENCE.minusNanos(1));
        hand.append("one", "1");
        hand.settle();
        hand.pass(SILENCE.minusNanos(1));
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST + frame("one", "1"));
        hand.pass(Duration.ofNanos(1));
        hand.settle();
        hand.settle();
        assertThat(outlet.text()).isEqualTo(FIRST + frame("one", "1") + PING);
        hand.pass(SILENCE);
        hand.settle();
        assertThat(outlet.text()).endsWith(PING + PING);
    }

    @Test
    void aStuckReaderGetsNoHeartbeatsAndEndsWhenTheHistoryHasPassedIt() {
        hand = WriterByHand.holding("1M");
        Outlet outlet = new Outlet(2);
        hand.start(outlet, null);
        hand.append(LARGE, "1");
        hand.settle();
        hand.pass(SILENCE.multipliedBy(3));
        hand.settle();
        assertThat(outlet.isCompleted()).isFalse();
        IntStream.rangeClosed(2, 20).forEach(i -> hand.append(LARGE, Integer.toString(i)));
        hand.settle();
        hand.pass(SILENCE);
        hand.settle();
        assertThat(outlet.isCompleted()).isTrue();
        assertThat(outlet.text()).doesNotContain("ping");
        assertThat(hand.traffic().slowConsumers()).isEqualTo(1);
        assertThat(hand.ended()).hasSize(1);
    }

    @Test
    void aClientThatIsGoneIsFoundByTheHeartbeatThatFails() {
        Outlet outlet = new Outlet(PLENTY);
        hand.start(outlet, null);
        hand.settle();
        outlet.lose();
        hand.pass(SILENCE);
        hand.settle();
        assertThat(hand.ended()).hasSize(1);
        hand.pass(SILENCE);
        hand.settle();
        assertThat(hand.ended()).hasSize(1);
    }

    @Test
    void aLongPollEndsWithItsFirstAnswer() {
        Outlet answered = new Outlet(PLENTY);
        Outlet idle = new Outlet(PLENTY);
        hand.start(answered, new Start(null, hand.channels().lastId(), Duration.ZERO), true);
        hand.settle();
        assertThat(answered.isCompleted()).isFalse();
        hand.append("one", "1");
        hand.append("two", "2");
        hand.settle();
        assertThat(answered.text()).isEqualTo(FIRST + frame("one", "1") + frame("two", "2"));
        assertThat(answered.isCompleted()).isTrue();
        hand.start(idle, new Start("2", hand.channels().lastId(), Duration.ZERO), true);
        hand.settle();
        hand.pass(Duration.ofSeconds(25));
        hand.settle();
        assertThat(idle.text()).isEqualTo(FIRST + PING);
        assertThat(idle.isCompleted()).isTrue();
    }

    @Test
    void aStreamThatIsTurnedAwayIsToldToComeBackAndNothingElse() {
        hand.append("not for it", "1");
        Outlet outlet = new Outlet(PLENTY);
        Cursor cursor = new Cursor(hand.channels(), Subscription.of(List.of(NEWS)), "socket");
        Subscriber subscriber = hand.subscriber(outlet, cursor, Pace.longPoll());
        hand.channels().register(Subscription.of(List.of(NEWS)), 0, subscriber);
        cursor.place(new Start("not known here", hand.channels().lastId(), Duration.ZERO));
        subscriber.turnAway();
        hand.settle();
        assertThat(outlet.text()).matches("retry: \\d+\n\n");
        assertThat(outlet.isCompleted()).isTrue();
    }

    @Test
    void endsOnceHoweverOftenAndFromWhereverItIsEnded() {
        Outlet outlet = new Outlet(PLENTY);
        Subscriber subscriber = hand.start(outlet, null);
        hand.settle();
        subscriber.close();
        subscriber.retire();
        subscriber.close();
        outlet.fail(new IllegalStateException("recycled"));
        hand.append("one", "1");
        hand.settle();
        assertThat(hand.ended()).containsExactly(subscriber);
        assertThat(subscriber.giveUp()).isFalse();
    }

    /** By a newer stream of its socket, while the request's thread is still busy with it. */
    @Test
    void mayBeEndedBeforeItBegins() {
        Outlet outlet = new Outlet(PLENTY);
        Cursor cursor = new Cursor(hand.channels(), Subscription.of(List.of(NEWS)), "socket");
        Subscriber subscriber = hand.subscriber(outlet, cursor, new Pace(SILENCE.toNanos(), false));
        subscriber.close();
        hand.settle();
        hand.channels().register(Subscription.of(List.of(NEWS)), 0, subscriber);
        subscriber.start(
                cursor.place(new Start(null, hand.channels().lastId(), Duration.ZERO)),
                SseFrame.encode(new StreamEvent(null, null, "first", null)));
        hand.settle();
        assertThat(outlet.text()).isEmpty();
        assertThat(hand.ended()).containsExactly(subscriber);
    }

    @Test
    void whoGivesUpAStreamKeepsItsResponse() {
        Outlet outlet = new Outlet(PLENTY);
        Cursor cursor = new Cursor(hand.channels(), Subscription.of(List.of(NEWS)), "socket");
        Subscriber subscriber = hand.subscriber(outlet, cursor, new Pace(SILENCE.toNanos(), false));
        assertThat(subscriber.giveUp()).isTrue();
        subscriber.close();
        hand.settle();
        assertThat(outlet.isCompleted()).isFalse();
        assertThat(hand.ended()).isEmpty();
    }

    private static List<Outlet> outlets(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Outlet(PLENTY)).toList();
    }
}

package dev.eventsource.broker.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.NodeByHand;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.user.UserDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who joins and leaves on two nodes, whose turns, streams and seconds are taken by hand. */
class AttendanceTest {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration GRACE = new Settings().duration(Setting.PRESENCE_GRACE_SECONDS);
    private static final Duration LIFE = new Settings().duration(Setting.SOCKET_TTL_SECONDS);

    private final UserDatabase database = new UserDatabase();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> told = new ArrayList<>();

    /** What passes whenever a node looks at its watch. */
    private long lookNanos;

    private final House one = new House();
    private final House two = new House();

    @BeforeEach
    void alice() {
        database.add("alice", "secret");
        database.set("alice", "presence_events", true);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void joinsOnceThroughHoweverManyTabsAndNodes() {
        one.claim(one.ticket());
        two.claim(two.ticket());
        one.claim(one.ticket());
        two.turn();
        one.turn();
        two.turn();
        assertThat(told).containsExactly("eshq:join");
    }

    @Test
    void leavesOnceWhenTheLastTabHasGoneForTheGrace() {
        Claim first = one.claim(one.ticket());
        Claim last = two.claim(two.ticket());
        turns();
        one.release(first);
        pass(GRACE.multipliedBy(2));
        turns();
        assertThat(told).containsExactly("eshq:join");
        two.release(last);
        turns();
        pass(GRACE.minusMillis(1));
        turns();
        assertThat(told).containsExactly("eshq:join");
        pass(Duration.ofMillis(2));
        turns();
        turns();
        assertThat(told).containsExactly("eshq:join", "eshq:leave");
    }

    @Test
    void aPageThatIsReloadedNeitherLeavesNorJoins() {
        Socket ticket = one.ticket();
        Claim before = one.claim(ticket);
        turns();
        one.release(before);
        turns();
        pass(GRACE.dividedBy(2));
        two.claim(ticket);
        turns();
        pass(GRACE.multipliedBy(2));
        turns();
        assertThat(told).containsExactly("eshq:join");
    }

    /** The end of the older is followed after the newer has begun: MongoDB knows better. */
    @Test
    void anEndThatIsFollowedLateMakesNobodyLeave() {
        Socket ticket = one.ticket();
        Claim before = one.claim(ticket);
        turns();
        Claim after = two.claim(ticket);
        two.turn();
        one.release(before);
        one.turn();
        pass(GRACE.multipliedBy(2));
        turns();
        assertThat(after.isLost()).isFalse();
        assertThat(told).containsExactly("eshq:join");
    }

    @Test
    void whoWasOnANodeThatDiedLeavesWithTheTicketsLife() {
        one.claim(one.ticket());
        one.turn();
        passWithoutNodeOne(LIFE.dividedBy(2));
        two.turn();
        assertThat(told).containsExactly("eshq:join");
        passWithoutNodeOne(LIFE);
        two.turn();
        two.turn();
        assertThat(told).containsExactly("eshq:join", "eshq:leave");
    }

    @Test
    void theNextRenewalFindsAStreamThatNoNoteToldOf() {
        one.claim(one.ticket());
        one.node.changes();
        one.turn();
        assertThat(told).as("by the first renewal").containsExactly("eshq:join");
        one.claim(one.ticket("other"));
        one.node.changes();
        one.turn();
        assertThat(told).hasSize(1);
        pass(LIFE.dividedBy(4));
        one.turn();
        assertThat(told).containsExactly("eshq:join", "eshq:join");
    }

    /** Or all nodes that wait for the same MongoDB would be taken for stuck. */
    @Test
    void howeverSlowMongoDbIsATurnEndsAndTheNextOnesGoOn() {
        one.turn();
        int streams = 100;
        for (int i = 0; i < streams; i++) {
            one.claim(one.ticket("c" + i));
        }
        lookNanos = Duration.ofMillis(200).toNanos();
        long begin = nanos.get();
        one.turn();
        assertThat(Duration.ofNanos(nanos.get() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(told).hasSizeBetween(1, streams - 1);
        for (int i = 0; i < streams; i++) {
            one.turn();
        }
        assertThat(told).hasSize(streams).containsOnly("eshq:join");
    }

    @Test
    void ofTwoNodesThatFindAPlaceLeftOneGivesItUp() {
        Place place = new Place("alice", "news", "p");
        Places places = new Places(database.mongo());
        assertThat(places.enter(place, BEGIN)).isTrue();
        assertThat(places.enter(place, BEGIN)).isFalse();
        Document found = lapsed(places);
        assertThat(places.leave(found)).isTrue();
        assertThat(places.leave(found)).isFalse();
    }

    @Test
    void aPlaceThatIsTakenAgainAfterItWasFoundLeftIsNotGivenUp() {
        Place place = new Place("alice", "news", "p");
        Places places = new Places(database.mongo());
        places.enter(place, BEGIN);
        Document found = lapsed(places);
        places.enter(place, BEGIN.plus(LIFE));
        assertThat(places.leave(found)).isFalse();
    }

    private static Document lapsed(Places places) {
        return places.lapsed(BEGIN.plusMillis(1), 10).get(0);
    }

    private void turns() {
        one.turn();
        two.turn();
    }

    private void pass(Duration time) {
        passWithoutNodeOne(time);
        one.node.turn();
    }

    private void passWithoutNodeOne(Duration time) {
        nanos.addAndGet(time.toNanos());
        two.node.turn();
    }

    private Instant now() {
        return BEGIN.plusNanos(nanos.get());
    }

    /** One node. */
    private final class House {
        private final NodeByHand node = new NodeByHand(database.mongo(), AttendanceTest.this::now, nanos::get);
        private final Seal seal = new Seal();
        private final Attendance attendance = new Attendance(
                new SealKey(database.mongo(), seal),
                new HandSetClock(),
                () -> nanos.addAndGet(lookNanos),
                node.openStreams(),
                database.recentUsers(),
                new Places(database.mongo()),
                new Announcements(this::publish),
                new Webhooks(),
                new Settings());

        private CompletionStage<Void> publish(Event event) {
            told.add(Objects.requireNonNull(event.name()));
            return CompletableFuture.completedFuture(null);
        }

        Socket ticket() {
            return ticket("news");
        }

        Socket ticket(String channel) {
            return node.open(channel, "p");
        }

        Claim claim(Socket socket) {
            return node.claim(socket);
        }

        void release(Claim claim) {
            node.release(claim);
            node.turn();
        }

        void turn() {
            node.changes().forEach(attendance::note);
            attendance.turn();
        }
    }

    private final class HandSetClock extends Clock {
        @Override
        public Instant instant() {
            return now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package dev.eventsource.broker.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.BulkWriteUpsert;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.NodeByHand;
import dev.eventsource.broker.socket.Socket;
import dev.eventsource.broker.socket.StreamChange;
import dev.eventsource.broker.user.RecentUsers;
import dev.eventsource.broker.user.UserDatabase;
import dev.eventsource.broker.webhook.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who joins and leaves on two nodes, whose turns, streams and seconds are taken by hand. */
class AttendanceTest {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration GRACE = new Settings().duration(Setting.PRESENCE_GRACE_SECONDS);
    private static final Duration LIFE = new Settings().duration(Setting.SOCKET_TTL_SECONDS);
    private static final Instant LATER = BEGIN.plusMillis(1);
    private static final Instant MUCH_LATER = BEGIN.plus(LIFE);
    private static final Place NEWS = new Place("alice", "news", "p");

    private final UserDatabase database = new UserDatabase();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> told = new ArrayList<>();

    private final Places places = new Places(database.mongo());
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
        int streams = 1_500;
        for (int i = 0; i < streams; i++) {
            one.claim(one.ticket("c" + i));
        }
        one.places.slowness = Duration.ofSeconds(1);
        long begin = nanos.get();
        one.turn();
        assertThat(Duration.ofNanos(nanos.get() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(told).hasSizeBetween(1, streams - 1);
        one.turn();
        one.places.slowness = Duration.ZERO;
        one.turn();
        assertThat(told).hasSize(streams).containsOnly("eshq:join");
    }

    @Test
    void whoCameFirstIsToldOfBeforeTheLastOfACrowdIsWritten() {
        one.turn();
        for (int i = 0; i < 300; i++) {
            one.claim(one.ticket("c" + i));
        }
        one.turn();
        assertThat(told).hasSize(300);
        assertThat(one.writtenWhenTold.get(0)).isLessThan(100);
        assertThat(one.places.written).isEqualTo(300);
    }

    @Test
    void howeverManyChangesThereAreWhatIsHeldIsRenewedToo() {
        one.claim(one.ticket("held"));
        one.turn();
        for (int i = 0; i < 1_500; i++) {
            one.claim(one.ticket("c" + i));
        }
        pass(LIFE.dividedBy(4));
        one.places.slowness = Duration.ofSeconds(1);
        int renewals = one.places.renewals;
        one.turn();
        assertThat(one.places.renewals).isGreaterThan(renewals);
        one.places.slowness = Duration.ZERO;
        one.turn();
        assertThat(told).hasSize(1_501).containsOnly("eshq:join");
    }

    @Test
    void howeverOftenAPageComesAndGoesItsPlaceIsWrittenOnce() {
        one.turn();
        Socket ticket = one.ticket();
        for (int times = 0; times < 100; times++) {
            one.node.release(one.claim(ticket));
        }
        one.claim(ticket);
        one.turn();
        assertThat(one.places.written).isEqualTo(1);
        assertThat(told).containsExactly("eshq:join");
        pass(GRACE.multipliedBy(2));
        turns();
        assertThat(told).as("for it came last").containsExactly("eshq:join");
    }

    @Test
    void whoCameIsToldOfOnceThoughTheAnswerIsLost() {
        one.turn();
        one.claim(one.ticket());
        one.places.answer = PlacesByHand.Answer.LOST;
        one.turn();
        assertThat(told).isEmpty();
        one.turn();
        two.turn();
        one.turn();
        assertThat(told).containsExactly("eshq:join");
    }

    @Test
    void whoCameIsToldOfOnceThoughMongoDbDoesItAfterItWasDoneAgain() {
        one.turn();
        one.claim(one.ticket());
        one.places.answer = PlacesByHand.Answer.LATE;
        one.turn();
        one.places.beLate();
        one.turn();
        one.turn();
        assertThat(told).containsExactly("eshq:join");
    }

    @Test
    void whoCameIsToldOfOnceThoughMongoDbDoesAPartAlone() {
        one.turn();
        for (int i = 0; i < 10; i++) {
            one.claim(one.ticket("c" + i));
        }
        one.places.answer = PlacesByHand.Answer.REFUSED_IN_PART;
        assertThatThrownBy(one::turn).isInstanceOf(Unavailable.class);
        assertThat(told).hasSize(5);
        one.turn();
        one.turn();
        assertThat(told).hasSize(10).containsOnly("eshq:join");
        assertThat(one.places.written).as("what was done is not done again").isEqualTo(15);
    }

    @Test
    void whatAnotherNodeInsertsAtTheSameTimeIsTakenOnceMore() {
        one.turn();
        for (int i = 0; i < 10; i++) {
            one.claim(one.ticket("c" + i));
        }
        one.places.answer = PlacesByHand.Answer.DOUBLED_IN_PART;
        one.turn();
        assertThat(told).as("in the same turn").hasSize(10).containsOnly("eshq:join");
    }

    @Test
    void whoLeftIsToldOfOnceThoughTheAnswerIsLost() {
        Claim claim = one.claim(one.ticket());
        one.turn();
        one.release(claim);
        one.turn();
        pass(GRACE.multipliedBy(2));
        one.places.losesFarewells = true;
        one.turn();
        two.turn();
        assertThat(told).containsExactly("eshq:join");
        one.places.losesFarewells = false;
        turns();
        turns();
        assertThat(told).containsExactly("eshq:join", "eshq:leave");
    }

    @Test
    void whoComesBackWhileItIsNotAnsweredThatHeLeftIsToldOfInOrder() {
        comeBackAfterALostFarewell(one);
        assertThat(told).containsExactly("eshq:join", "eshq:leave", "eshq:join");
    }

    @Test
    void whoComesBackToAnotherNodeMeanwhileDoesNotLeave() {
        comeBackAfterALostFarewell(two);
        assertThat(told).containsExactly("eshq:join", "eshq:join");
    }

    private void comeBackAfterALostFarewell(House house) {
        Claim claim = one.claim(one.ticket());
        one.turn();
        one.release(claim);
        one.turn();
        pass(GRACE.multipliedBy(2));
        one.places.losesFarewells = true;
        one.turn();
        one.places.losesFarewells = false;
        house.claim(house.ticket());
        house.turn();
        turns();
    }

    @Test
    void whoCameIsKnownByHisPlaceThoughTheDatabaseCountsInAnotherWay() {
        Map<Place, PlaceChange> changes = new LinkedHashMap<>();
        Place other = new Place("alice", "news", "q");
        changes.put(NEWS, PlaceChange.BEGUN);
        changes.put(other, PlaceChange.BEGUN);
        Taking taking = new Taking(changes, change -> LATER);
        taking.by(updates -> BulkWriteResult.acknowledged(
                0, 1, 0, 0, List.of(new BulkWriteUpsert(0, new BsonString(other.id()))), List.of()));
        assertThat(taking.entered()).containsExactly(other);
    }

    @Test
    void nobodyIsToldOfAUserWhoIsDeletedMeanwhileAndTheOthersGoOn() {
        database.add("bob", "secret");
        database.set("bob", "presence_events", true);
        one.turn();
        one.attendance.note(new StreamChange(bobs(), true));
        one.claim(one.ticket());
        database.delete("bob");
        one.turn();
        assertThat(told).containsExactly("eshq:join");
        assertThat(one.places.written).isEqualTo(1);
    }

    @Test
    void whatUsersWantIsAskedForAgainWhereItCouldNotBe() {
        one.turn();
        one.claim(one.ticket());
        one.interest.away = true;
        one.turn();
        assertThat(told).isEmpty();
        one.interest.away = false;
        one.turn();
        assertThat(told).containsExactly("eshq:join");
    }

    /** It would have joined, and left, after it had left. */
    @Test
    void aStreamThatEndsBeforeItsTurnOfTheRenewalComesIsNotRenewed() {
        one.turn();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            claims.add(one.claim(one.ticket("c" + i)));
        }
        one.node.changes();
        pass(LIFE.dividedBy(4));
        one.places.slowness = Duration.ofSeconds(2);
        one.turn();
        assertThat(told).as("in the first turn of the renewal").hasSizeBetween(1, 299);
        List<String> inTime = List.copyOf(told);
        claims.forEach(one.node::release);
        one.node.changes();
        one.turn();
        assertThat(told).isEqualTo(inTime);
    }

    @Test
    void aPlaceThatOneNodeGivesUpAnotherDoesNotFind() {
        places.take(taking(NEWS, BEGIN));
        ObjectId operation = new ObjectId();
        List<Document> found = places.lapsed(operation, LATER, MUCH_LATER);
        assertThat(found).hasSize(1);
        assertThat(places.lapsed(new ObjectId(), LATER, MUCH_LATER)).isEmpty();
        assertThat(places.leave(operation, MUCH_LATER, found)).isEqualTo(1);
        assertThat(places.standing(found)).isEmpty();
    }

    @Test
    void aPlaceThatIsTakenAgainAfterItWasFoundLeftIsNotGivenUp() {
        places.take(taking(NEWS, BEGIN));
        ObjectId operation = new ObjectId();
        List<Document> found = places.lapsed(operation, LATER, MUCH_LATER);
        Taking again = taking(NEWS, MUCH_LATER);
        places.take(again);
        assertThat(again.entered()).isEmpty();
        assertThat(places.leave(operation, MUCH_LATER, found)).isZero();
        assertThat(places.standing(found)).containsExactly(NEWS.id());
    }

    @Test
    void aPlaceThatIsTakenAgainAfterItWasGivenUpIsStanding() {
        places.take(taking(NEWS, BEGIN));
        ObjectId operation = new ObjectId();
        List<Document> found = places.lapsed(operation, LATER, MUCH_LATER);
        places.leave(operation, MUCH_LATER, found);
        Taking again = taking(NEWS, MUCH_LATER);
        places.take(again);
        assertThat(again.entered()).containsExactly(NEWS);
        assertThat(places.standing(found)).containsExactly(NEWS.id());
    }

    @Test
    void whereAStreamEndsAtAPlaceThatNobodyHasTakenNobodyCame() {
        Taking taking = new Taking(Map.of(NEWS, PlaceChange.ENDED), change -> LATER);
        places.take(taking);
        assertThat(taking.entered()).isEmpty();
        assertThat(taking.left()).isEmpty();
        assertThat(places.keep(List.of(NEWS), LATER)).isZero();
    }

    private static Taking taking(Place place, Instant until) {
        return new Taking(Map.of(place, PlaceChange.BEGUN), change -> until);
    }

    private static Socket bobs() {
        return new Socket("s", "bob", List.of("news"), "p", "@0", BEGIN, null);
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
        private final Settings settings = new Settings();
        private final HandSetClock clock = new HandSetClock();
        private final PlacesByHand places = new PlacesByHand(database.mongo(), nanos);
        private final Announcements announcements = new Announcements(this::publish);
        private final InterestByHand interest = new InterestByHand(database.recentUsers(), announcements);
        private final Entrance entrance = new Entrance(clock, places, interest, settings);
        private final Attendance attendance = new Attendance(
                new SealKey(database.mongo(), seal),
                nanos::get,
                interest,
                entrance,
                new RollCall(clock, nanos::get, node.openStreams(), places, interest, entrance, settings),
                new Departures(clock, node.openStreams(), places, interest, settings),
                announcements);

        /** How many places it had written when it told of each who came or went. */
        private final List<Integer> writtenWhenTold = new ArrayList<>();

        private CompletionStage<Void> publish(Event event) {
            told.add(Objects.requireNonNull(event.name()));
            writtenWhenTold.add(places.written);
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

    /** What users want, unless MongoDB does not say. */
    private static final class InterestByHand extends Interest {
        private boolean away;

        private InterestByHand(RecentUsers users, Announcements announcements) {
            super(users, announcements, new Webhooks());
        }

        @Override
        void learn(Collection<Place> places) {
            if (away) {
                throw new Unavailable("as if", null);
            }
            super.learn(places);
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

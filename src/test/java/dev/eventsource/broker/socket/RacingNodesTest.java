package dev.eventsource.broker.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.user.UserDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes that want the same sockets, with every step, signal and second by hand. */
class RacingNodesTest {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");

    private final UserDatabase database = new UserDatabase();
    private final AtomicLong nanos = new AtomicLong();
    private final NodeByHand one = node();
    private final NodeByHand two = node();

    private NodeByHand node() {
        return new NodeByHand(database.mongo(), this::now, nanos::get);
    }

    private Instant now() {
        return BEGIN.plusNanos(nanos.get());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theLaterClaimHasTheSocketAndTheEarlierLearnsOfIt() {
        Socket socket = one.open("news", null);
        Claim earlier = one.claim(socket);
        Claim later = two.claim(socket);
        assertThat(earlier.isLost()).isFalse();
        deliver(two.told());
        assertThat(earlier.isLost()).isTrue();
        assertThat(later.isLost()).isFalse();
    }

    @Test
    void ofThreeClaimsOnTwoNodesTheLastHasTheSocketInWhateverOrderSignalsCome() {
        Socket socket = one.open("news", null);
        Claim first = one.claim(socket);
        Claim second = two.claim(socket);
        List<Signal> endOfFirst = two.told();
        Claim third = one.claim(socket);
        deliver(one.told());
        deliver(endOfFirst);
        deliver(endOfFirst);
        assertThat(List.of(first.isLost(), second.isLost(), third.isLost())).containsExactly(true, true, false);
    }

    @Test
    void whatASignalDidNotBringTheNextRenewalFinds() {
        Socket socket = one.open("news", null);
        Socket other = one.open("news", null);
        Claim earlier = one.claim(socket);
        Claim kept = one.claim(other);
        Claim later = two.claim(socket);
        one.turn();
        two.turn();
        assertThat(earlier.isLost()).isTrue();
        assertThat(kept.isLost()).isFalse();
        assertThat(later.isLost()).isFalse();
    }

    @Test
    void aReleaseThatIsWrittenLateUndoesNoNewerClaim() {
        Socket socket = one.open("news", null);
        one.release(one.claim(socket));
        Claim later = two.claim(socket);
        one.turn();
        assertThat(ticket(socket))
                .containsEntry(TicketDocument.STREAM, later.stream())
                .containsEntry(TicketDocument.BROKER, two.id());
        two.turn();
        assertThat(later.isLost()).isFalse();
    }

    @Test
    void aReleasedSocketThatIsClaimedAgainBeforeItIsWrittenIsHeld() {
        Socket socket = one.open("news", null);
        one.release(one.claim(socket));
        Claim again = one.claim(socket);
        one.turn();
        assertThat(ticket(socket)).containsEntry(TicketDocument.STREAM, again.stream());
        assertThat(again.isLost()).isFalse();
    }

    @Test
    void aReleaseThatIsWrittenLateDoesNotShortenALife() {
        Socket socket = one.open("news", null);
        one.release(one.claim(socket));
        pass(Duration.ofSeconds(10));
        Claim later = two.claim(socket);
        two.release(later);
        two.turn();
        one.turn();
        assertThat(ticket(socket).getDate(TicketDocument.LAPSES_AT).toInstant()).isEqualTo(now().plus(one.life()));
    }

    @Test
    void anEndedSocketEndsItsStreamOnAnyNodeThoughNoSignalComes() {
        Socket socket = one.open("news", null);
        Claim claim = two.claim(socket);
        assertThat(one.sockets().end(Optional.of("alice"), socket.id())).isTrue();
        two.turn();
        assertThat(claim.isLost()).isTrue();
        assertThat(tickets()).as("not brought back").isEmpty();
    }

    @Test
    void whatIsHeldLivesAndWhatNobodyRenewsLapses() {
        Socket held = one.open("news", null);
        Socket idle = one.open("news", null);
        Claim claim = one.claim(held);
        for (Duration passed = Duration.ZERO; passed.compareTo(one.life().multipliedBy(2)) < 0; ) {
            pass(one.life().dividedBy(4));
            passed = passed.plus(one.life().dividedBy(4));
            one.turn();
        }
        assertThat(claim.isLost()).isFalse();
        assertThat(two.find(held.id())).isPresent();
        assertThat(two.find(idle.id())).isEmpty();
        assertThat(tickets()).hasSize(1);
    }

    /** It may only have been cut off from MongoDB. */
    @Test
    void whatANodeHoldsIsLeftForALongTimeAfterItHasLapsed() {
        Claim cutOff = one.claim(one.open("news", null));
        pass(one.life().multipliedBy(9));
        two.turn();
        assertThat(tickets()).hasSize(1);
        one.turn();
        assertThat(cutOff.isLost()).isFalse();
        pass(one.life().multipliedBy(12));
        two.turn();
        assertThat(tickets()).isEmpty();
        one.turn();
        assertThat(cutOff.isLost()).isTrue();
    }

    @Test
    void aClaimInDoubtIsLostOnlyWhereMongoDbSaysSo() {
        Claim taken = one.claim(one.open("news", null));
        Claim kept = one.claim(one.open("news", null));
        one.turn();
        two.claim(taken.socket());
        one.turn();
        assertThat(taken.isLost()).as("before the next renewal").isFalse();
        one.doubt(taken);
        one.doubt(kept);
        one.turn();
        assertThat(taken.isLost()).isTrue();
        assertThat(kept.isLost()).isFalse();
    }

    @Test
    void manyAreRenewedInSeveralTurnsAndSweptAfterTheLast() {
        for (int i = 0; i < 2_500; i++) {
            one.claim(one.open("news", null));
        }
        pass(one.life().plusSeconds(1));
        one.turn();
        assertThat(lapsed()).isEqualTo(1_500);
        one.turn();
        one.turn();
        assertThat(lapsed()).isZero();
        assertThat(tickets()).hasSize(2_500);
    }

    /** Whose every look at the clock finds a second gone. */
    @Test
    void howeverSlowMongoDbIsATurnLeavesWhatIsTooMuchForIt() {
        AtomicLong seconds = new AtomicLong();
        NodeByHand slow = new NodeByHand(
                database.mongo(),
                this::now,
                () -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos());
        for (int i = 0; i < 200; i++) {
            slow.release(slow.claim(slow.open("news", null)));
        }
        List<Claim> taken = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            taken.add(slow.claim(slow.open("news", null)));
        }
        taken.forEach(claim -> {
            two.claim(claim.socket());
            slow.doubt(claim);
        });
        slow.turn();
        assertThat(tickets().stream().filter(ticket -> ticket.get(TicketDocument.STREAM) == null))
                .hasSize(80);
        assertThat(taken.stream().filter(Claim::isLost)).hasSizeBetween(1_000, 2_000);
        for (int turns = 0; turns < 3; turns++) {
            slow.turn();
        }
        assertThat(tickets().stream().filter(ticket -> ticket.get(TicketDocument.STREAM) == null))
                .hasSize(200);
        assertThat(taken).allMatch(Claim::isLost);
    }

    /** Whose every look at the clock finds four seconds gone. */
    @Test
    void howeverSlowMongoDbIsTheEndOfANodeDoesNotWaitForLong() {
        AtomicLong looks = new AtomicLong();
        NodeByHand slow = new NodeByHand(
                database.mongo(),
                this::now,
                () -> Duration.ofSeconds(4 * looks.incrementAndGet()).toNanos());
        for (int i = 0; i < 200; i++) {
            slow.release(slow.claim(slow.open("news", null)));
        }
        slow.stop();
        assertThat(tickets().stream().filter(ticket -> ticket.get(TicketDocument.STREAM) == null))
                .hasSize(160);
    }

    private void deliver(List<Signal> signals) {
        one.hear(signals);
        two.hear(signals);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Document ticket(Socket socket) {
        return tickets().stream()
                .filter(document -> Objects.equals(document.get("_id"), socket.id()))
                .findAny()
                .orElseThrow();
    }

    private long lapsed() {
        return tickets().stream()
                .filter(document ->
                        document.getDate(TicketDocument.LAPSES_AT).toInstant().isBefore(now()))
                .count();
    }

    private List<Document> tickets() {
        return database.mongo()
                .database()
                .getCollection(TicketDocument.COLLECTION)
                .find()
                .into(new ArrayList<>());
    }
}

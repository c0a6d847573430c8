package dev.eventsource.broker.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Mongo;
import dev.eventsource.broker.mongo.ThreadsByHand;
import dev.eventsource.broker.user.UserDatabase;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Browsers that come with their sockets at the same time. */
class ClaimingTest {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
    private static final int CROWD = 2 * Mongo.MOST_IN_BULK + 5;

    private final UserDatabase database = new UserDatabase();
    private final AtomicLong nanos = new AtomicLong();
    private final ThreadsByHand threads = new ThreadsByHand();
    private final NodeByHand one = new NodeByHand(database.mongo(), this::now, nanos::get);
    private final NodeByHand two = new NodeByHand(database.mongo(), this::now, nanos::get, threads);

    private Instant now() {
        return BEGIN.plusNanos(nanos.get());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void allHaveTheirsWhicheverNodeHasOpenedThem() {
        List<Socket> sockets = Stream.concat(openedBy(one, CROWD).stream(), openedBy(two, CROWD).stream())
                .toList();
        Map<String, String> streams = new HashMap<>();
        claimAll(sockets).forEach(claim -> streams.put(claim.socket().id(), claim.stream()));
        assertThat(streams.keySet())
                .hasSameElementsAs(sockets.stream().map(Socket::id).toList());
        assertThat(streams.values()).doesNotHaveDuplicates().allMatch(two.claims()::isHeld);
        streams.forEach((socket, stream) ->
                assertThat(stored(socket)).containsEntry("stream", stream).containsEntry("broker", two.id()));
    }

    /** As where a proxy has lost them: their streams are open still. */
    @Test
    void whatComesAgainTakesOver() {
        List<Socket> sockets = openedBy(two, CROWD);
        List<Claim> before = claimAll(sockets);
        List<Claim> after = claimAll(sockets);
        assertThat(before).allMatch(Claim::isLost);
        assertThat(after).noneMatch(Claim::isLost);
        assertThat(two.told()).isEmpty();
    }

    @Test
    void ofTwoForTheSameSocketTheLaterHasIt() {
        Socket socket = one.open("news", null);
        CompletableFuture<Optional<Claim>> earlier = ask(socket);
        CompletableFuture<Optional<Claim>> later = ask(socket);
        threads.runAll();
        assertThatThrownBy(earlier::join).hasCauseInstanceOf(Unavailable.class);
        assertThat(later.join().orElseThrow().isLost()).isFalse();
        assertThat(stored(socket.id())).containsEntry("stream", later.join().orElseThrow().stream());
    }

    /** Each of them by itself, they would keep all others waiting for as many operations. */
    @Test
    void howeverManyAreForOneSocketItIsClaimedOnce() {
        Socket socket = two.open("news", null);
        List<CompletableFuture<Optional<Claim>>> many =
                IntStream.range(0, CROWD).mapToObj(i -> ask(socket)).toList();
        CompletableFuture<Optional<Claim>> other = ask(two.open("news", null));
        threads.runAll();
        assertThat(many.subList(0, CROWD - 1)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(many.get(CROWD - 1).join().orElseThrow().isLost()).isFalse();
        assertThat(other.join().orElseThrow().isLost()).isFalse();
    }

    @Test
    void whatAnotherNodeHasTakenMeanwhileIsTakenFromIt() {
        List<Socket> sockets = openedBy(two, CROWD);
        Claim others = one.claim(sockets.get(3));
        List<Claim> claims = claimAll(sockets);
        assertThat(claims).noneMatch(Claim::isLost);
        one.hear(two.told());
        assertThat(others.isLost()).isTrue();
    }

    /** What this node let go of MongoDB may still have under the claim's name, or not any more. */
    @Test
    void whatWasLetGoOfIsClaimedWhetherMongoDbKnowsOrNot() {
        List<Socket> sockets = openedBy(two, 2);
        List<Claim> before = claimAll(sockets);
        two.release(before.get(0));
        two.turn();
        two.release(before.get(1));
        List<Claim> after = claimAll(sockets);
        two.turn();
        assertThat(after).noneMatch(Claim::isLost);
        assertThat(after)
                .allSatisfy(claim -> assertThat(stored(claim.socket().id())).containsEntry("stream", claim.stream()));
        assertThat(two.told()).isEmpty();
    }

    @Test
    void eachIsToldOfItsOwn() {
        Socket lapsed = two.open("news", null);
        nanos.addAndGet(two.life().toNanos() + 1);
        List<Socket> sockets = openedBy(two, 3);
        tickets().deleteOne(new Document("_id", sockets.get(1).id()));
        CompletableFuture<Optional<Claim>> whole = ask(sockets.get(0));
        CompletableFuture<Optional<Claim>> ended = ask(sockets.get(1));
        CompletableFuture<Optional<Claim>> late = ask(lapsed);
        CompletableFuture<Optional<Claim>> unknown =
                two.sockets().claim("nobody's", List.of(), List.of()).toCompletableFuture();
        CompletableFuture<Optional<Claim>> others = two.sockets()
                .claim(sockets.get(2).id(), List.of("sports"), List.of())
                .toCompletableFuture();
        threads.runAll();
        assertThat(whole.join()).isPresent();
        assertThat(ended.join()).isEmpty();
        assertThat(late.join()).isEmpty();
        assertThat(unknown.join()).isEmpty();
        assertThatThrownBy(others::join)
                .cause()
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        problem -> assertThat(problem.getResponse().getStatus()).isEqualTo(403));
        assertThat(stored(sockets.get(2).id())).doesNotContainKey("stream");
    }

    private static List<Socket> openedBy(NodeByHand node, int count) {
        return IntStream.range(0, count).mapToObj(i -> node.open("news", null)).toList();
    }

    private List<Claim> claimAll(List<Socket> sockets) {
        List<CompletableFuture<Optional<Claim>>> claims =
                sockets.stream().map(this::ask).toList();
        threads.runAll();
        return claims.stream().map(claim -> claim.join().orElseThrow()).toList();
    }

    private CompletableFuture<Optional<Claim>> ask(Socket socket) {
        return two.sockets().claim(socket.id(), List.of(), List.of()).toCompletableFuture();
    }

    private Document stored(String socket) {
        return Objects.requireNonNull(
                tickets().find(new Document("_id", socket)).first());
    }

    private MongoCollection<Document> tickets() {
        return database.mongo().database().getCollection(TicketDocument.COLLECTION);
    }
}

package dev.eventsource.broker.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.socket.NodeByHand;
import dev.eventsource.broker.user.UserDatabase;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationsTest {
    private final UserDatabase database = new UserDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    private Revocations node(List<Revoked> heard) {
        return node(heard, Long.MAX_VALUE);
    }

    private Revocations node(List<Revoked> heard, long mostBytes) {
        return new Revocations(
                database.mongo(), new Signals(NodeByHand.event(signal -> {})), NodeByHand.event(heard::add), mostBytes);
    }

    /** One that has been made holds on every node, whatever room that has. */
    @Test
    void thoseOfAllUsersTogetherAreBounded() {
        Revocations node = node(new ArrayList<>(), 1_600);
        Revocations roomy = node(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            node.add(Revocation.of("user " + i, Revocation.Kind.JTI, "1", Instant.now()));
        }
        assertThatThrownBy(() -> node.add(Revocation.of("alice", Revocation.Kind.JTI, "1", Instant.now())))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(503));
        roomy.turn();
        assertThat(roomy.have(token("1"))).as("it was refused").isFalse();
        node.add(Revocation.of("user 0", Revocation.Kind.JTI, "1", Instant.now()));
        node.add(Revocation.of("bob", Revocation.Kind.ALL, "", Instant.now()));
        roomy.add(Revocation.of("alice", Revocation.Kind.JTI, "1", Instant.now()));
        node.turn();
        assertThat(node.have(token("1"))).isTrue();
    }

    @Test
    void oneUserTakesAQuarterOfTheRoomAtMost() {
        Revocations node = node(new ArrayList<>(), 4_000);
        AtomicInteger made = new AtomicInteger();
        assertThatThrownBy(() -> {
                    for (; made.get() < 40; made.incrementAndGet()) {
                        node.add(Revocation.of("bob", Revocation.Kind.JTI, made.toString(), Instant.now()));
                    }
                })
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getEntity().toString())
                                .contains("409", "a quarter", "'all=true'"));
        assertThat(made.get()).isBetween(2, 10);
        node.add(Revocation.of("bob", Revocation.Kind.JTI, "0", Instant.now()));
        node.add(Revocation.of("bob", Revocation.Kind.ALL, "", Instant.now()));
        node.add(Revocation.of("alice", Revocation.Kind.JTI, "1", Instant.now()));
        assertThat(node.have(token("1"))).isTrue();
    }

    private static Token token(String id) {
        return new Token("alice", Grants.NONE, null, id, null, Instant.now().plusSeconds(60));
    }

    /** Each time, whoever hears of it goes through all streams of the node. */
    @Test
    void tellsOfAllThatCameInTogetherOnce() {
        List<Revoked> heard = new ArrayList<>();
        Revocations one = node(new ArrayList<>());
        Revocations other = node(heard);
        for (int i = 0; i < 50; i++) {
            one.add(Revocation.of("alice", Revocation.Kind.JTI, "" + i, Instant.now()));
        }
        other.turn();
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).tokens()).accepts(token("0"), token("49")).rejects(token("50"));
        assertThat(other.have(token("7"))).isTrue();
    }

    @Test
    void tellsOfNothingWhereThereIsNothing() {
        List<Revoked> heard = new ArrayList<>();
        node(heard).turn();
        assertThat(heard).isEmpty();
    }

    /** As a newer release may write one. */
    @Test
    void oneThatCannotBeReadDoesNotHideTheOthers() {
        Revocations one = node(new ArrayList<>());
        insert(new Document("user", "alice").append("kind", "DEVICE").append("value", "d"));
        one.add(Revocation.of("alice", Revocation.Kind.JTI, "after", Instant.now()));
        Revocations other = node(new ArrayList<>());
        other.turn();
        assertThat(other.have(token("after"))).isTrue();
    }

    private void insert(Document id) {
        Document document = new Document("_id", id)
                .append("user", "alice")
                .append(RevocationDocument.AT, Date.from(Instant.now()))
                .append(RevocationDocument.UNTIL, Date.from(Instant.now().plusSeconds(60)));
        database.mongo().database().getCollection(RevocationDocument.COLLECTION).insertOne(document);
    }

    /** As somebody may write one by hand. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{kind: 'JTI', value: 'x'}", "{user: 'alice', value: 'x'}", "{user: 'alice', kind: 'JTI'}", "{}"
            })
    void oneThatLacksSomethingDoesNotHideTheOthers(String id) {
        insert(Document.parse(id));
        Revocations one = node(new ArrayList<>());
        one.add(Revocation.of("alice", Revocation.Kind.JTI, "after", Instant.now()));
        Revocations other = node(new ArrayList<>());
        other.turn();
        assertThat(other.have(token("after"))).isTrue();
        assertThat(other.have(token("null")))
                .as("what has no value names nothing")
                .isFalse();
    }

    /** Together they may be more than the heap has room for, as at a start. */
    @Test
    void eachCountsBeforeTheNextIsRead() {
        Revocations node = node(new ArrayList<>());
        List<Boolean> known = new ArrayList<>();
        Iterable<Document> found = () -> IntStream.range(0, 3)
                .peek(next -> known.add(next == 0 || node.have(token("" + (next - 1)))))
                .mapToObj(next ->
                        RevocationDocument.write(Revocation.of("alice", Revocation.Kind.JTI, "" + next, Instant.now())))
                .iterator();
        node.take(found);
        assertThat(known).containsExactly(true, true, true);
    }

    /** They are found again at each reading; and what they name may be an id that whoever has it may use. */
    @Test
    void ofThoseThatCannotBeReadItIsToldOnceAndNotWhatTheyName() {
        insert(new Document("user", "alice").append("kind", "DEVICE").append("value", "hidden"));
        Logger log = Logger.getLogger(Revocations.class.getName());
        Warnings warnings = new Warnings();
        log.addHandler(warnings);
        try {
            Revocations node = node(new ArrayList<>());
            node.turn();
            node.follow(new Signal(Topic.REVOKE, ""));
            node.turn();
        } finally {
            log.removeHandler(warnings);
        }
        assertThat(warnings.lines).singleElement().asString().contains("DEVICE").doesNotContain("hidden", "\tat ");
    }

    private static final class Warnings extends Handler {
        final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().equals(Level.WARNING)) {
                lines.add(new SimpleFormatter().format(line).strip());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Whatever its value is: it needs none. */
    @Test
    void allOfAUsersAreRevokedByHandWithoutAValue() {
        insert(new Document("user", "alice").append("kind", "ALL"));
        Revocations node = node(new ArrayList<>());
        node.turn();
        assertThat(node.have(token("any"))).isTrue();
    }
}

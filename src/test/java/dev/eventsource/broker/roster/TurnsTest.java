package dev.eventsource.broker.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.url.HubUrl;
import dev.eventsource.broker.user.UserDatabase;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who subscribes on two nodes, whose turns and seconds are taken by hand. */
class TurnsTest {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
    private static final HubUrl HUB = HubUrl.of("https://example.org/hub");
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final UserDatabase database = new UserDatabase();
    private final AtomicLong nanos = new AtomicLong();
    private final Times times = new Times(this::now, this::now, LIFE, nanos::get);
    private final Entries entries = new Entries(database.mongo(), HUB.subscriptionsPath());
    private final NodeLeases leases = new NodeLeases(database.mongo());
    private final List<String> told = new ArrayList<>();
    private final List<CompletableFuture<Void>> unanswered = new ArrayList<>();
    private boolean isHeldUp;
    private boolean isAway;
    private final Node one = new Node();
    private final Node two = new Node();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tellsOfBeginningAndEndOnce() {
        Enrolment alice = one.open("a");
        turns(2);
        assertThat(told).containsExactly("+a");
        assertThat(listed("a")).containsExactly(alice.subscriber());
        assertThat(listed(null)).hasSize(1);
        assertThat(listed("b")).isEmpty();
        alice.end();
        turns(2);
        assertThat(told).containsExactly("+a", "-a");
        assertThat(listed(null)).isEmpty();
        assertThat(one.enrolments.bytes()).isZero();
    }

    @Test
    void aSubscriberHasOneIdForAllItsTopics() {
        Set<String> paths = new HashSet<>();
        one.onEvent = event -> paths.addAll(topics(event));
        Enrolment alice = one.open("a", "{b}");
        turns(1);
        String id = alice.subscriber().id();
        assertThat(paths)
                .containsExactlyInAnyOrder(topic("a").path(id), topic("{b}").path(id));
    }

    /** And by another node, which finds it in MongoDB. */
    @Test
    void aMatcherOfDraftEightIsToldAsThatHasIt() {
        List<Event> events = new ArrayList<>();
        one.onEvent = events::add;
        two.onEvent = events::add;
        Interest exact = Interest.ofMatcher(HUB, "exact", "m", "{\"b\":1}");
        Interest pattern = Interest.ofMatcher(HUB, "urlpattern", "m", null);
        Subscriber subscriber = Subscriber.of(List.of(exact, pattern));
        one.enrolments.reserve(subscriber).orElseThrow().begin();
        turns(1);
        assertThat(events).extracting(Event::name).containsExactly("mercure", "mercure");
        assertThat(events.get(0).data())
                .isEqualTo(
                        "{\"id\":\"/hub/subscriptions/exact/m/%s\",\"type\":\"subscription\",\"match_type\":\"exact\",\"match\":\"m\","
                                        .formatted(subscriber.id().replace(":", "%3A"))
                                + "\"subscriber\":\"%s\",\"active\":true,\"payload\":{\"b\":1}}"
                                        .formatted(subscriber.id()));
        for (Interest each : List.of(exact, pattern)) {
            List<Subscriber> found = new ArrayList<>();
            entries.visit(leases.standing(now()), each, null, found::add);
            assertThat(found).containsExactly(subscriber);
        }
        assertThat(listed("m")).isEmpty();
        pass(LIFE.plusSeconds(1));
        two.turns(3);
        assertThat(told).containsExactly("+m", "+m", "-m", "-m");
        assertThat(events.get(2).data()).isEqualTo(events.get(0).data().replace("true", "false"));
    }

    @Test
    void nothingIsToldOfWhatWasThereForLessThanATurn() {
        one.open("a").end();
        Enrolment unopened = one.enrol("b");
        unopened.end();
        unopened.begin();
        turns(2);
        assertThat(told).isEmpty();
        assertThat(one.enrolments.bytes()).isZero();
    }

    /** Each is told in its turn, and the end of one behind its beginning. */
    @Test
    void aStormIsToldOfInParts() {
        List<Enrolment> storm =
                IntStream.range(0, 1_000).mapToObj(i -> one.open("s")).toList();
        one.turns.turn();
        assertThat(told).hasSize(Batch.MOST_EVENTS).containsOnly("+s");
        storm.forEach(Enrolment::end);
        turns(10);
        assertThat(told).hasSize(2 * Batch.MOST_EVENTS);
        assertThat(told.subList(Batch.MOST_EVENTS, told.size())).containsOnly("-s");
        assertThat(listed(null)).isEmpty();
        assertThat(one.enrolments.bytes()).isZero();
    }

    @Test
    void aTurnTellsOfSoManyCharactersAndOneSubscriberMore() {
        String topic = "s".repeat(900);
        IntStream.range(0, 100).forEach(i -> one.open(topic));
        List<Integer> lengths = new ArrayList<>();
        one.onEvent = event -> lengths.add(event.data().length());
        one.turns.turn();
        int characters = lengths.stream().mapToInt(Integer::intValue).sum();
        assertThat(characters)
                .isBetween(Batch.MOST_CHARACTERS - lengths.get(0), Batch.MOST_CHARACTERS + lengths.get(0));
        turns(1);
        assertThat(told).hasSize(100);
    }

    @Test
    void theEndThatRabbitMqHasNotTakenIsToldByAnotherNodeWhereThisOneEnds() {
        Enrolment alice = one.open("a");
        turns(1);
        isAway = true;
        alice.end();
        turns(3);
        assertThat(listed(null)).isEmpty();
        assertThat(documents("mercure_subscribers")).isEqualTo(1);
        one.turns.leave();
        isAway = false;
        pass(LIFE.dividedBy(4).plusSeconds(1));
        two.turns(3);
        assertThat(told).containsExactly("+a", "-a");
        assertThat(documents("mercure_subscribers")).isZero();
    }

    /** Whoever reads the list behind the update that tells of the end is not told of it again. */
    @Test
    void whatIsToldToHaveEndedIsNotListed() {
        Enrolment alice = one.open("a");
        turns(1);
        isHeldUp = true;
        one.onEvent = event -> assertThat(listed("a")).isEmpty();
        alice.end();
        one.turns.turn();
        assertThat(told).containsExactly("+a", "-a");
        isHeldUp = false;
        unanswered.forEach(each -> each.complete(null));
        one.turns.turn();
        assertThat(told).containsExactly("+a", "-a");
        assertThat(documents("mercure_subscribers")).isZero();
        assertThat(one.enrolments.bytes()).isZero();
    }

    @Test
    void nothingElseIsDecidedBeforeRabbitMqHasAllOfTheLast() {
        isHeldUp = true;
        Enrolment alice = one.open("a");
        one.turns.turn();
        alice.end();
        one.open("b");
        one.turns.turn();
        assertThat(told).containsExactly("+a");
        isHeldUp = false;
        unanswered.forEach(each -> each.complete(null));
        one.turns.turn();
        assertThat(told).containsExactly("+a", "-a", "+b");
    }

    @Test
    void whatRabbitMqDoesNotTakeIsToldAfterwards() {
        isAway = true;
        Enrolment alice = one.open("a");
        turns(3);
        alice.end();
        turns(3);
        assertThat(told).isEmpty();
        isAway = false;
        turns(2);
        assertThat(told).containsExactly("+a", "-a");
    }

    @Test
    void whatMongoDbDoesNotTakeIsToldAfterwards() {
        turns(1);
        one.open("a");
        database.stop();
        assertThatThrownBy(() -> one.turns.turn()).isInstanceOf(Unavailable.class);
        assertThat(told).isEmpty();
        assertThat(one.enrolments.takeBegun(new Share(10, 10))).hasSize(1);
    }

    /** Nobody knows whether it was written. */
    @Test
    void whatMongoDbMayHaveTakenIsRemovedAgain() {
        Enrolment alice = one.open("a");
        List<Enrolment> taken = one.enrolments.takeBegun(new Share(10, 10));
        one.enrolments.putBack(taken);
        alice.end();
        assertThat(one.enrolments.ended(new Share(10, 10))).containsExactly(alice);
        turns(2);
        assertThat(told).isEmpty();
        assertThat(one.enrolments.bytes()).isZero();
    }

    @Test
    void aNodeRenewsOneDocumentHoweverManyStreamsItHas() {
        one.open("a");
        turns(1);
        for (int i = 0; i < 10; i++) {
            pass(LIFE.dividedBy(3));
            turns(1);
        }
        assertThat(told).containsExactly("+a");
        assertThat(listed("a")).hasSize(1);
    }

    @Test
    void anotherNodeTellsOfTheEndOfThoseOnANodeThatDied() {
        IntStream.range(0, 120).forEach(i -> one.open("a"));
        turns(1);
        told.clear();
        pass(LIFE.minusSeconds(1));
        two.turns.turn();
        assertThat(listed("a")).hasSize(120);
        assertThat(told).isEmpty();
        pass(LIFE.dividedBy(2));
        assertThat(listed("a")).isEmpty();
        two.turns(10);
        assertThat(told).hasSize(120).containsOnly("-a");
        assertThat(documents("mercure_subscribers")).isZero();
        assertThat(documents("mercure_nodes")).isEqualTo(1);
    }

    /** Neither could say then which of the two was right of the same subscriber. */
    @Test
    void aNodeThatWasAwayTooLongBeginsAnewUnderOtherIds() {
        Enrolment alice = one.open("a");
        Enrolment bob = one.open("b");
        turns(1);
        String before = alice.subscriber().id();
        pass(LIFE.plusSeconds(1));
        bob.end();
        two.turns(3);
        assertThat(told).contains("-a", "-b");
        told.clear();
        one.turns(3);
        assertThat(told).containsExactly("+a");
        assertThat(listed("a")).containsExactly(alice.subscriber());
        assertThat(alice.subscriber().id()).isNotEqualTo(before);
        alice.end();
        turns(2);
        assertThat(told).containsExactly("+a", "-a");
        assertThat(one.enrolments.bytes()).isZero();
    }

    @Test
    void aLapsedLeaseThatNobodyHasTakenGoesOn() {
        one.open("a");
        turns(1);
        pass(LIFE.multipliedBy(2));
        one.turns(2);
        two.turns(2);
        assertThat(told).containsExactly("+a");
        assertThat(listed("a")).hasSize(1);
    }

    @Test
    void whoGivesUpALeaseAndDiesIsFollowedByAnother() {
        IntStream.range(0, 200).forEach(i -> one.open("a"));
        turns(1);
        told.clear();
        pass(LIFE.plusSeconds(1));
        two.turns.turn();
        Node three = new Node();
        pass(Duration.ofSeconds(31));
        three.turns(10);
        assertThat(told).hasSizeBetween(200, 300).containsOnly("-a");
        assertThat(documents("mercure_subscribers")).isZero();
    }

    @Test
    void aNodeThatEndsLeavesTheTellingToAnother() {
        one.open("a");
        turns(1);
        one.turns.leave();
        assertThat(listed("a")).isEmpty();
        pass(LIFE.dividedBy(4).plusSeconds(1));
        two.turns(3);
        assertThat(told).containsExactly("+a", "-a");
    }

    @Test
    void aLeaseThatSomebodyRemovedBeginsAnew() {
        one.open("a");
        turns(1);
        database.mongo().database().getCollection("mercure_nodes").deleteMany(new Document());
        pass(LIFE.dividedBy(4).plusSeconds(1));
        one.turns(3);
        pass(LIFE.dividedBy(4).plusSeconds(1));
        turns(3);
        assertThat(told).containsExactlyInAnyOrder("+a", "+a", "-a");
        assertThat(listed("a")).hasSize(1);
        assertThat(documents("mercure_subscribers")).isEqualTo(1);
    }

    /** As it may be where a node was away while its lease lapsed, wrote then, and died. */
    @Test
    void whatIsUnderALeaseThatNobodyKnowsIsGivenUp() {
        turns(1);
        one.open("a");
        turns(1);
        entries.enter("lost", List.of(Subscriber.of(List.of(topic("b")))));
        Node three = new Node();
        three.turns(4);
        assertThat(told).containsExactly("+a", "-b");
        assertThat(documents("mercure_subscribers")).isEqualTo(1);
        assertThat(listed("a")).hasSize(1);
        assertThat(documents("mercure_nodes")).isEqualTo(3);
    }

    private Instant now() {
        return BEGIN.plusNanos(nanos.get());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void turns(int count) {
        one.turns(count);
        two.turns(count);
    }

    private long documents(String collection) {
        return database.mongo().database().getCollection(collection).countDocuments();
    }

    private List<Subscriber> listed(@Nullable String topic) {
        List<Subscriber> found = new ArrayList<>();
        entries.visit(leases.standing(now()), topic == null ? null : topic(topic), null, found::add);
        return found;
    }

    private static Interest topic(String selector) {
        return Interest.ofTopic(selector, null);
    }

    private static List<String> topics(Event event) {
        return Objects.requireNonNull(event.update()).topics();
    }

    private final class Node {
        final Enrolments enrolments = new Enrolments();
        final Turns turns = new Turns(times, enrolments, entries, leases, new Telling(this::publish));
        Consumer<Event> onEvent = event -> {};

        Enrolment enrol(String... topics) {
            return enrolments
                    .reserve(Subscriber.of(
                            Stream.of(topics).map(TurnsTest::topic).toList()))
                    .orElseThrow();
        }

        Enrolment open(String... topics) {
            Enrolment enrolment = enrol(topics);
            enrolment.begin();
            return enrolment;
        }

        void turns(int count) {
            for (int i = 0; i < count; i++) {
                turns.turn();
            }
        }

        private CompletionStage<Void> publish(Event event) {
            if (isAway) {
                return CompletableFuture.failedFuture(new Unavailable("as if", null));
            }
            onEvent.accept(event);
            JsonObject document =
                    Json.createReader(new StringReader(event.data())).readObject();
            Update update = Objects.requireNonNull(event.update());
            assertThat(update.isPrivate()).isTrue();
            assertThat(update.topics()).containsExactly(document.getString("id"));
            told.add((document.getBoolean("active") ? "+" : "-")
                    + document.getString("topic", document.getString("match", "")));
            CompletableFuture<Void> outcome = new CompletableFuture<>();
            unanswered.add(outcome);
            if (!isHeldUp) {
                outcome.complete(null);
            }
            return outcome;
        }
    }
}

package dev.eventsource.broker.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.http.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What RabbitMQ says of each event, and when, is up to the test. */
class AnnouncementsTest {
    private static final Place PLACE = new Place("alice", "news", "p");
    private static final Instant AT = Instant.EPOCH;

    private final List<String> sent = new ArrayList<>();
    private final List<CompletableFuture<Void>> outcomes = new ArrayList<>();
    private final Announcements announcements = new Announcements(this::publish);

    private CompletableFuture<Void> publish(Event event) {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        sent.add(event.name() + " " + event.data().replaceAll(".*\"presence_id\":\"(\\w+)\".*", "$1"));
        outcomes.add(outcome);
        return outcome;
    }

    @Test
    void sendsTheNextOfAPlaceWhenTheOneBeforeIsTaken() {
        add("a", true);
        add("a", false);
        announcements.send();
        announcements.send();
        assertThat(sent).containsExactly("eshq:join a");
        outcomes.get(0).complete(null);
        assertThat(sent).containsExactly("eshq:join a", "eshq:leave a");
        outcomes.get(1).complete(null);
        announcements.send();
        assertThat(sent).hasSize(2);
    }

    @Test
    void sendsAgainInItsPlaceWhatWasNotTakenButNotBeforeTheNextTurn() {
        add("a", true);
        add("a", false);
        announcements.send();
        outcomes.get(0).completeExceptionally(new Unavailable("away", null));
        assertThat(sent).containsExactly("eshq:join a");
        announcements.send();
        assertThat(sent).containsExactly("eshq:join a", "eshq:join a");
        outcomes.get(1).complete(null);
        assertThat(sent).containsExactly("eshq:join a", "eshq:join a", "eshq:leave a");
    }

    @Test
    void sendsOnWithinATurnAndNotAgainWhatWasRefusedInIt() {
        add("a", true);
        announcements.sendOn();
        assertThat(sent).containsExactly("eshq:join a");
        outcomes.get(0).completeExceptionally(new Unavailable("away", null));
        add("b", true);
        announcements.sendOn();
        assertThat(sent).hasSize(1);
        announcements.send();
        assertThat(sent).containsExactly("eshq:join a", "eshq:join a", "eshq:join b");
    }

    @Test
    void sendsAHundredOfSeveralPlacesAtATime() {
        IntStream.range(0, 150).forEach(i -> add("p" + i, true));
        announcements.send();
        assertThat(sent).hasSize(100);
        outcomes.get(7).completeExceptionally(new Unavailable("away", null));
        outcomes.get(8).complete(null);
        assertThat(sent).as("before the next turn").hasSize(100);
        announcements.send();
        assertThat(sent).hasSize(102).endsWith("eshq:join p7", "eshq:join p100");
    }

    /** As deep as that a stack is not. */
    @Test
    void sendsHoweverManyThatAreTakenAtOnce() {
        List<Event> taken = new ArrayList<>();
        Announcements toOneAtHand = new Announcements(event -> {
            taken.add(event);
            return CompletableFuture.completedFuture(null);
        });
        IntStream.range(0, 9_999).forEach(i -> toOneAtHand.add(new Place("alice", "news", "p" + i), "p" + i, true, AT));
        assertThat(toOneAtHand.hasRoom()).isTrue();
        toOneAtHand.add(PLACE, "p", true, AT);
        assertThat(toOneAtHand.hasRoom()).isFalse();
        toOneAtHand.send();
        assertThat(taken).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(toOneAtHand.hasRoom()).isTrue();
    }

    @Test
    void goesOnAfterAFailureThatNobodyForesaw() {
        List<Event> taken = new ArrayList<>();
        Announcements toOneWhoStumbles = new Announcements(event -> {
            taken.add(event);
            if (taken.size() == 1) {
                throw new IllegalStateException("as if");
            }
            return CompletableFuture.completedFuture(null);
        });
        toOneWhoStumbles.add(PLACE, "p", true, AT);
        assertThatThrownBy(toOneWhoStumbles::send).isInstanceOf(IllegalStateException.class);
        toOneWhoStumbles.send();
        toOneWhoStumbles.send();
        assertThat(taken).hasSize(2);
    }

    private void add(String presenceId, boolean joins) {
        announcements.add(new Place(PLACE.user(), PLACE.channel(), presenceId), presenceId, joins, AT);
    }
}

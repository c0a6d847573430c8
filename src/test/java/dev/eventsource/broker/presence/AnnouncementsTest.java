package dev.eventsource.broker.presence;

import static org.assertj.core.api.Assertions.assertThat;

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
    void sendsTheNextWhenTheOneBeforeIsTaken() {
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
        add("b", true);
        announcements.send();
        outcomes.get(0).completeExceptionally(new Unavailable("away", null));
        assertThat(sent).containsExactly("eshq:join a");
        announcements.send();
        outcomes.get(1).complete(null);
        assertThat(sent).containsExactly("eshq:join a", "eshq:join a", "eshq:join b");
    }

    /** The word on one that was dropped meanwhile is no word on the one that stands there now. */
    @Test
    void dropsTheOldestOfTooManyAndNoOther() {
        add("a", true);
        announcements.send();
        IntStream.range(0, 10_000).forEach(i -> add("b" + i, true));
        outcomes.get(0).complete(null);
        assertThat(sent).containsExactly("eshq:join a", "eshq:join b0");
        outcomes.get(1).complete(null);
        assertThat(sent).endsWith("eshq:join b1");
    }

    private void add(String presenceId, boolean joins) {
        announcements.add(new Place(PLACE.user(), PLACE.channel(), presenceId), presenceId, joins, AT);
    }
}

package dev.eventsource.broker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookQueueTest {
    private static final URI URL = URI.create("http://127.0.0.1/hook");

    private final AtomicLong now = new AtomicLong();
    private final WebhookQueue queue = new WebhookQueue(now::get);

    @Test
    void givesNoUserMoreThanAFewTurns() throws InterruptedException {
        IntStream.range(0, 100).forEach(i -> queue.add(post("many")));
        WebhookPost first = next();
        assertNothingIsReady();
        queue.succeed(first);
        List<WebhookPost> under = List.of(next(), next());
        assertThat(under).extracting(WebhookPost::user).containsOnly("many");
        queue.add(post("other"));
        assertThat(next().user()).isEqualTo("other");
        assertNothingIsReady();
        queue.succeed(under.get(0));
        assertThat(next().user()).isEqualTo("many");
    }

    @Test
    void boundsTheTurnsOfAll() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            queue.add(post("user" + i));
            queue.succeed(next());
        }
        IntStream.range(0, 100).forEach(i -> queue.add(post("user" + i)));
        WebhookPost first = next();
        for (int i = 1; i < WebhookQueue.AT_A_TIME; i++) {
            next();
        }
        assertNothingIsReady();
        queue.succeed(first);
        assertThat(next()).isNotNull();
    }

    @Test
    void keepsTurnsForServersThatAreWell() throws InterruptedException {
        queue.add(post("well"));
        queue.succeed(next());
        beginToSilentOnes();
        queue.add(post("new"));
        assertNothingIsReady();
        queue.add(post("well"));
        assertThat(next().user()).isEqualTo("well");
    }

    @Test
    void keepsTurnsForNewServersFromThoseThatFail() throws InterruptedException {
        for (WebhookPost post : beginToSilentOnes()) {
            queue.add(post.again(now.get()));
            queue.fail(post);
        }
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < WebhookQueue.TO_FAILING_AT_A_TIME; i++) {
            next();
        }
        assertNothingIsReady();
        queue.add(post("new"));
        assertThat(next().user()).isEqualTo("new");
    }

    private List<WebhookPost> beginToSilentOnes() throws InterruptedException {
        List<WebhookPost> begun = new ArrayList<>();
        for (int i = 0; i < WebhookQueue.TO_STRANGERS_AT_A_TIME; i++) {
            queue.add(post("silent" + i));
            begun.add(next());
        }
        return begun;
    }

    @Test
    void remembersForAnHourThatAServerWasWell() throws InterruptedException {
        queue.add(post("well"));
        queue.succeed(next());
        pass(Duration.ofMinutes(59));
        queue.add(post("well"));
        queue.add(post("well"));
        List<WebhookPost> both = List.of(next(), next());
        both.forEach(queue::fail);
        queue.add(post("well"));
        queue.add(post("well"));
        next();
        assertNothingIsReady();
    }

    @Test
    void boundsThePlacesOfAUserByTheOldest() {
        WebhookPost oldest = post("many");
        queue.add(oldest);
        now.addAndGet(1);
        IntStream.range(1, Receiver.MOST)
                .forEach(i -> assertThat(queue.add(post("many"))).isEmpty());
        assertThat(queue.add(post("many"))).containsSame(oldest);
        assertThat(queue.pending()).isEqualTo(Receiver.MOST);
    }

    @Test
    void takesPlacesFromWhoHasMostOfThem() {
        int users = WebhookQueue.MOST / Receiver.MOST;
        for (int i = 0; i < WebhookQueue.MOST; i++) {
            assertThat(queue.add(post("user" + i % users))).isEmpty();
        }
        Optional<WebhookPost> lost = queue.add(post("newcomer"));
        assertThat(lost).map(WebhookPost::user).get().asString().startsWith("user");
        assertThat(queue.pending()).isEqualTo(WebhookQueue.MOST);
    }

    @Test
    void leavesAServerAloneThatFailsAndTriesItOneAtATime() throws InterruptedException {
        IntStream.range(0, 10).forEach(i -> queue.add(post("broken")));
        for (int i = 1; i < Receiver.TRUSTED_FAILURES; i++) {
            assertThat(queue.fail(next())).isFalse();
        }
        assertThat(queue.fail(next())).as("opens").isTrue();
        assertNothingIsReady();
        queue.add(post("other"));
        assertThat(next().user()).isEqualTo("other");
        pass(Duration.ofSeconds(2));
        WebhookPost trial = next();
        assertNothingIsReady();
        assertThat(queue.fail(trial)).as("opens again").isFalse();
        pass(Duration.ofSeconds(3));
        assertNothingIsReady();
        pass(Duration.ofSeconds(1));
        assertThat(queue.succeed(next())).as("closes").isTrue();
        next();
        assertThat(next().user()).isEqualTo("broken");
    }

    @Test
    void beginsAnewWithAnotherUserOfTheSameKey() throws InterruptedException {
        IntStream.range(0, 10).forEach(i -> queue.add(post("user")));
        for (int i = 0; i < Receiver.TRUSTED_FAILURES; i++) {
            queue.fail(next());
        }
        assertNothingIsReady();
        WebhookPost first = WebhookPost.first(
                new WebhookTarget("user", URL, "another secret"), "c", "occupied", Instant.EPOCH, now.get());
        queue.add(first);
        assertThat(next()).isSameAs(first);
    }

    @Test
    void waitsUntilAPostIsDue() throws InterruptedException {
        WebhookPost again = post("user").again(now.get());
        queue.add(again);
        assertNothingIsReady();
        pass(Duration.ofSeconds(1));
        assertThat(next()).isSameAs(again);
    }

    private WebhookPost post(String user) {
        return WebhookPost.first(new WebhookTarget(user, URL, "secret"), "c", "occupied", Instant.EPOCH, now.get());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private WebhookPost next() throws InterruptedException {
        WebhookPost next = queue.next(Duration.ZERO);
        if (next == null) {
            throw new AssertionError("no post is ready");
        }
        return next;
    }

    private void assertNothingIsReady() throws InterruptedException {
        assertThat(queue.next(Duration.ZERO)).isNull();
    }
}

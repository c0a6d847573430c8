package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.http.Unavailable;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told what of calls that are under way at once under one key: the log alone says whose it is. */
class OncePublisherTest {
    private final OnceKeys keys = new OnceKeys(60_000, 1 << 20, System::nanoTime);
    private final Fences fences = new Fences();
    private final List<Event> published = new ArrayList<>();
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();
    private final OncePublisher publisher = new OncePublisher(
            event -> {
                published.add(event);
                return confirmed;
            },
            Runnable::run,
            keys,
            fences);

    @BeforeEach
    void open() {
        fences.open();
    }

    private static Event event(String data, String id) {
        return new Event(new ChannelId("alice", "news"), data, id, null, null, null, null, "k");
    }

    private CompletableFuture<String> publish(String data, String id) {
        return publisher.publish(event(data, id), false).toCompletableFuture();
    }

    /** Events come in, in this order, and the mark behind them. */
    private void comeIn(Event... events) {
        for (Event event : events) {
            if (keys.isFirst(event)) {
                keys.note(event, "");
            }
        }
        confirmed.complete(null);
        fences.pass(Long.MAX_VALUE);
    }

    private static void assertUsedOtherwise(CompletableFuture<String> answer) {
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        problem -> assertThat(problem.getResponse().getStatus()).isEqualTo(422));
    }

    /** The first came by another node or over AMQP, and this node has not read so far. */
    @Test
    void theSameAsTheFirstIsAnsweredAsThatAlsoBehindAWrongCall() {
        CompletableFuture<String> wrong = publish("other", "2");
        CompletableFuture<String> right = publish("first", "3");
        CompletableFuture<String> third = publish("third", "4");
        comeIn(event("first", "1"), published.get(0));
        assertUsedOtherwise(wrong);
        assertThat(right.join()).isEqualTo("1");
        assertUsedOtherwise(third);
        assertThat(published).hasSize(1);
    }

    /** As where there is no memory for it: who comes next under the key would wait for ever. */
    @Test
    void whatCannotEvenBeSentLeavesItsKeyToTheNext() {
        Queue<Supplier<CompletionStage<Void>>> outcomes = new ArrayDeque<>(List.of(
                () -> {
                    throw new IllegalStateException("no room");
                },
                () -> confirmed));
        OncePublisher failing = new OncePublisher(event -> outcomes.remove().get(), Runnable::run, keys, fences);
        assertThatThrownBy(() -> failing.publish(event("first", "1"), false)
                        .toCompletableFuture()
                        .join())
                .hasMessageContaining("no room");
        CompletableFuture<String> next =
                failing.publish(event("first", "2"), false).toCompletableFuture();
        comeIn(event("first", "2"));
        assertThat(next).isCompletedWithValue("2");
    }

    @Test
    void theKeyIsTheOnesThatIsUnderWayWhereThatComesFirst() {
        CompletableFuture<String> first = publish("first", "1");
        CompletableFuture<String> again = publish("first", "2");
        CompletableFuture<String> wrong = publish("other", "3");
        comeIn(published.get(0));
        assertThat(first.join()).isEqualTo("1");
        assertThat(again.join()).isEqualTo("1");
        assertUsedOtherwise(wrong);
    }

    /** It may be sent again, and then be the first. */
    @Test
    void nobodyIsToldThatTheKeyIsUsedWhileThatIsNotKnown() {
        CompletableFuture<String> lost = publish("lost", "1");
        CompletableFuture<String> other = publish("other", "2");
        confirmed.completeExceptionally(new Unavailable("RabbitMQ is away", null));
        assertThatThrownBy(lost::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(Unavailable.class);
        assertThatThrownBy(other::join).hasRootCauseInstanceOf(Unavailable.class);
        assertThat(published).hasSize(1);
    }
}

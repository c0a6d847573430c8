package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.StreamEvent;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A channel by nothing but what Jakarta REST says of broadcasters. */
class ChannelBroadcasterTest {
    private static final ChannelId NEWS = new ChannelId("alice", "news");
    private static final OutboundSseEvent EVENT =
            new StreamEvent(null, "notice", "for all\nof you", Duration.ofSeconds(3));

    private final Channels channels =
            new Channels(PositionIds.ofNode("epoch"), new Retention(1 << 20, 60_000, () -> 0));
    private final SseBroadcaster channel = new ChannelBroadcaster(channels, NEWS);
    private final List<SseEventSink> closed = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    ChannelBroadcasterTest() {
        channel.onClose(closed::add);
        channel.onError((sink, failure) -> errors.add(sink + ": " + failure.getMessage()));
    }

    @Test
    void sendsToEverySinkThatIsRegistered() {
        Sink one = new Sink("one");
        Sink other = new Sink("other");
        channel.register(one);
        channel.register(other);
        assertThat(channel.broadcast(EVENT)).isCompleted();
        assertThat(one.taken).containsExactly(EVENT);
        assertThat(other.taken).containsExactly(EVENT);
        assertThat(errors).isEmpty();
    }

    @Test
    void reachesTheStreamsOfBrowsersToo() {
        Sink stream = new Sink("stream");
        channels.register(Subscription.of(List.of(NEWS)), 3, new PlainSink(stream));
        assertThat(channel.broadcast(EVENT)).isCompleted();
        assertThat(stream.taken).containsExactly(EVENT);
    }

    /** It is in no log, so no browser may take it for the place where it stands. */
    @Test
    void sendsNoIdThatCannotBeResumedFrom() {
        Sink sink = new Sink("sink");
        channel.register(sink);
        channel.broadcast(new StreamEvent("id", "notice", "text", null));
        assertThat(sink.taken).containsExactly(new StreamEvent(null, "notice", "text", null));
        assertThat(channels.last()).isZero();
    }

    @Test
    void isDoneWhenEverySinkHasTakenIt() {
        Sink slow = new Sink("slow");
        slow.answer = new CompletableFuture<>();
        channel.register(slow);
        CompletionStage<?> sent = channel.broadcast(EVENT);
        assertThat(sent).isNotCompleted();
        slow.answer.complete(null);
        assertThat(sent).isCompleted();
    }

    @Test
    void tellsOfEachSinkThatFails() {
        Sink failing = new Sink("failing");
        Sink throwing = new Sink("throwing");
        Sink good = new Sink("good");
        failing.answer = CompletableFuture.failedFuture(new IllegalStateException("is lost"));
        throwing.failure = new IllegalStateException("throws");
        List.of(failing, throwing, good).forEach(channel::register);
        assertThat(channel.broadcast(EVENT)).isCompleted();
        assertThat(errors).containsExactlyInAnyOrder("failing: is lost", "throwing: throws");
        assertThat(good.taken).containsExactly(EVENT);
    }

    @Test
    void tellsOnceOfASinkThatWasClosedAndForgetsIt() {
        Sink gone = new Sink("gone");
        Sink here = new Sink("here");
        channel.register(gone);
        channel.register(here);
        gone.close();
        channel.broadcast(EVENT);
        channel.broadcast(EVENT);
        assertThat(closed).containsExactly(gone);
        assertThat(gone.taken).isEmpty();
        assertThat(here.taken).hasSize(2);
    }

    @Test
    void closesItsSinksAndLeavesTheChannel() {
        Sink sink = new Sink("sink");
        channel.register(sink);
        channel.close();
        assertThat(sink.isClosed()).isTrue();
        assertThat(closed).containsExactly(sink);
        assertThat(channels.size()).isZero();
    }

    @Test
    void leavesItsSinksOpenWhereItIsToldTo() {
        Sink sink = new Sink("sink");
        channel.register(sink);
        channel.close(false);
        assertThat(sink.isClosed()).isFalse();
        assertThat(closed).containsExactly(sink);
        assertThat(channels.size()).isZero();
    }

    @Test
    void hasASinkReadTheChannelThatReadsLogs() {
        List<Sinks> served = new ArrayList<>();
        channels.serveBy(List.of(served::add));
        LogReader reader = new IdleSink();
        channel.register(reader);
        channels.append(new Event(NEWS, "data", null, null, null), 1);
        assertThat(served).hasSize(1);
        assertThat(served.get(0).of(0)).containsExactly(reader);
    }

    private static final class Sink implements SseEventSink {
        private final String name;
        private final List<OutboundSseEvent> taken = new ArrayList<>();
        private CompletableFuture<?> answer = CompletableFuture.completedFuture(null);
        private @Nullable RuntimeException failure;
        private boolean isClosed;

        private Sink(String name) {
            this.name = name;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            if (failure != null) {
                throw failure;
            }
            taken.add(event);
            return answer;
        }

        @Override
        public boolean isClosed() {
            return isClosed;
        }

        @Override
        public void close() {
            isClosed = true;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A pattern's log and what came in before it, where all of that is more than patterns may hold. */
class ReachingBackTest {
    private static final int HELD = 20_000;

    /** More than a quarter of a mebibyte has room for. */
    private static final int TOO_FAR = 16_500;

    private final Channels channels =
            new Channels(PositionIds.ofNode("epoch"), new Retention(1 << 20, 600_000, System::currentTimeMillis));

    /** The first makes the history as long as it may be, so that it holds them all. */
    private void fill(int channelsBeside) {
        channels.append(new Event(new ChannelId("alice", "first"), "x".repeat(500_000), null, null, null), 1);
        for (int i = 0; i < HELD; i++) {
            append("orders" + i % channelsBeside + "." + i % 10, "id-" + i);
        }
        assertThat(channels.history().events()).isGreaterThan(TOO_FAR);
    }

    private void append(String channel, @Nullable String id) {
        channels.append(new Event(new ChannelId("alice", channel), "", id, null, null), channels.last() + 1);
    }

    private Cursor cursor(String pattern) {
        Subscription subscription = Subscription.of("alice", List.of(), List.of(ChannelPattern.parse(pattern)));
        assertThat(channels.register(subscription, 0, new IdleSink())).isTrue();
        return new Cursor(channels, subscription, "s");
    }

    private Opening place(Cursor cursor, @Nullable String lastEventId) {
        return cursor.place(new Start(lastEventId, channels.lastId(), Duration.ZERO));
    }

    private String before(int events) {
        return "@epoch-" + (channels.last() - events);
    }

    private static String read(Cursor cursor) {
        StringBuilder frames = new StringBuilder();
        for (Run run = cursor.next(); run != null; run = cursor.next()) {
            frames.append(new String(run.bytes(), run.from(), run.length(), StandardCharsets.UTF_8));
        }
        return frames.toString();
    }

    @Test
    void tellsWhoAsksForTooMuchAndNobodyElse() {
        fill(1);
        Cursor live = cursor("orders0.*");
        place(live, null);
        Cursor near = cursor("orders0.*");
        assertThat(place(cursor("orders0.*"), before(TOO_FAR))).isEqualTo(new Opening.Reset(ResetReason.EVICTED));
        assertThat(place(near, before(100))).isEqualTo(new Opening.Resumed(before(100), 100));
        append("orders0.1", "next");
        assertThat(read(live)).isEqualTo("id: next\ndata: \n\n");
        assertThat(live.passLoss()).isNull();
        assertThat(read(near)).contains("id: id-19999\n").endsWith("id: next\ndata: \n\n");
        assertThat(near.passLoss()).isNull();
    }

    /** Whoever knows none of the publisher's ids has all that is held looked through; what is near is found all the same. */
    @Test
    void findsWhatIsNearWhereSomebodyAskedForAnIdThatNobodyKnows() {
        fill(1);
        assertThat(place(cursor("orders0.*"), "never")).isEqualTo(new Opening.Ahead());
        assertThat(place(cursor("orders0.*"), "id-19899")).isEqualTo(new Opening.Resumed("id-19899", 100));
        assertThat(place(cursor("#"), before(6_000))).as("others have room").isInstanceOf(Opening.Resumed.class);
    }

    @Test
    void findsAnIdThatIsNearWhereSomebodyAskedForTooMuch() {
        fill(1);
        assertThat(place(cursor("orders0.*"), before(TOO_FAR))).isEqualTo(new Opening.Reset(ResetReason.EVICTED));
        assertThat(place(cursor("orders0.*"), "id-19899")).isEqualTo(new Opening.Resumed("id-19899", 100));
    }

    /** Each of four would have more than half of the room. */
    @RepeatedTest(5)
    void holdsNoMoreThanThereIsRoomForWhereSeveralLookAtOnce() throws Exception {
        fill(2);
        List<Cursor> cursors = Stream.of("orders0.*", "orders0.#", "#.orders0.*", "orders0.*.#")
                .map(this::cursor)
                .toList();
        assertThat(openedAtOnce(cursors, before(HELD - 1)))
                .filteredOn(Opening.Resumed.class::isInstance)
                .hasSize(1);
    }

    private List<Opening> openedAtOnce(List<Cursor> cursors, String lastEventId) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(cursors.size());
        try {
            CyclicBarrier together = new CyclicBarrier(cursors.size());
            List<Callable<Opening>> tasks = cursors.stream()
                    .<Callable<Opening>>map(cursor -> () -> {
                        together.await(10, TimeUnit.SECONDS);
                        return place(cursor, lastEventId);
                    })
                    .toList();
            List<Opening> openings = new ArrayList<>();
            for (Future<Opening> opening : threads.invokeAll(tasks, 20, TimeUnit.SECONDS)) {
                openings.add(opening.get());
            }
            return openings;
        } finally {
            threads.shutdownNow();
        }
    }
}

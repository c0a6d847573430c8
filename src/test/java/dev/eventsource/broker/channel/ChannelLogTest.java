package dev.eventsource.broker.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelLogTest {
    private static final PositionIds IDS = PositionIds.ofNode("epoch");
    private static final Extent NO_LIMIT = new Extent(Long.MAX_VALUE, 32 << 10);
    private static final Extent A_SECOND = new Extent(1_000, 32 << 10);

    private final ChannelLog log = new ChannelLog("news", 0);

    @Test
    void beginsAsLargeAsItsEventAndGrowsTo32KiB() {
        List<Integer> capacities = new ArrayList<>();
        for (int position = 1; position <= 2_000; position++) {
            Segment segment = log.append(event(position, "x".repeat(80)), 0, NO_LIMIT);
            if (segment.size() == 1) {
                capacities.add(segment.capacity());
            }
        }
        int first = event(1, "x".repeat(80)).frame().length;
        assertThat(capacities).startsWith(first, 2 * first, 4 * first).endsWith(32 << 10);
    }

    @Test
    void givesAnEventLargerThanASegmentInPieces() {
        LoggedEvent large = event(2, "x".repeat(100_000), "large");
        log.append(event(1, "small"), 0, NO_LIMIT);
        log.append(large, 0, NO_LIMIT);
        log.append(event(3, "small"), 0, NO_LIMIT);
        StringBuilder read = new StringBuilder();
        for (int within = 0; within < large.frame().length; ) {
            Run piece = Objects.requireNonNull(log.read(1, 3, within, "s"));
            boolean isLast = within + piece.length() == large.frame().length;
            assertThat(piece.length()).isLessThanOrEqualTo(32 << 10);
            assertThat(piece.events()).isEqualTo(isLast ? 1 : 0);
            assertThat(piece.last()).isEqualTo(isLast ? 2 : 1);
            read.append(text(piece));
            within += piece.length();
        }
        assertThat(read.toString()).isEqualTo(new String(large.frame(), UTF_8));
        assertThat(log.read(2, 3, 0, "s")).extracting(Run::last).isEqualTo(3L);
        assertThat(log.positionOf("large", 0)).isEqualTo(2);
    }

    @Test
    void beginsANewSegmentWhenTheLastIsOldEnough() {
        log.append(event(1, "x".repeat(500)), 0, A_SECOND);
        Segment second = log.append(event(2, "x"), 500, A_SECOND);
        assertThat(second.size()).isEqualTo(1);
        assertThat(log.append(event(3, "x"), 1_500, A_SECOND)).isSameAs(second);
        assertThat(log.append(event(4, "x"), 1_501, A_SECOND)).isNotSameAs(second);
    }

    @Test
    void findsEveryPositionWithHolesBetween() {
        for (int position = 10; position <= 5_000; position += 10) {
            log.append(event(position, "data " + position), 0, NO_LIMIT);
        }
        for (int after = 0; after < 5_000; after += 7) {
            int next = (after / 10 + 1) * 10;
            assertThat(log.firstPositionAfter(after)).isEqualTo(next);
            Run run = log.read(after, next, 0, "s");
            assertThat(run)
                    .extracting(ChannelLogTest::text)
                    .isEqualTo("id: @epoch-" + next + "\ndata: data " + next + "\n\n");
        }
        assertThat(log.read(5_000, Long.MAX_VALUE, 0, "s")).isNull();
        assertThat(log.firstPositionAfter(5_000)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void findsTheLatestEventOfAnId() {
        for (int position = 1; position <= 300; position++) {
            log.append(event(position, "x", "id-" + position % 100), 0, NO_LIMIT);
        }
        assertThat(log.positionOf("id-42", 0)).isEqualTo(242);
        assertThat(log.positionOf("id-0", 0)).isEqualTo(300);
        assertThat(log.positionOf("id-4", 0)).isEqualTo(204);
        assertThat(log.positionOf("id-", 0)).isEqualTo(-1);
    }

    @Test
    void tellsIdsOfTheSameHashApart() {
        log.append(event(1, "x", "Aa"), 0, NO_LIMIT);
        log.append(event(2, "x", "BB"), 0, NO_LIMIT);
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(log.positionOf("Aa", 0)).isEqualTo(1);
        assertThat(log.positionOf("BB", 0)).isEqualTo(2);
    }

    @Test
    void showsTheNewestEventsNewestFirst() {
        LoggedEvent large = event(201, "x".repeat(100_000), "large");
        for (int position = 1; position <= 200; position++) {
            log.append(event(position, "data " + position), 0, NO_LIMIT);
        }
        log.append(large, 0, NO_LIMIT);
        log.append(event(202, "data 202"), 0, NO_LIMIT);
        assertThat(log.newest(3, 40_000))
                .extracting(event -> new String(event.beginning(), UTF_8))
                .containsExactly(
                        "id: @epoch-202\ndata: data 202\n\n",
                        new String(large.frame(), UTF_8).substring(0, 40_000),
                        "id: @epoch-200\ndata: data 200\n\n");
        assertThat(log.newest(2, 10)).extracting(HeldEvent::length).contains(large.frame().length);
        assertThat(log.newest(1_000, 1)).hasSize(202);
        assertThat(new ChannelLog("news", 0).newest(5, 5)).isEmpty();
    }

    @Test
    void isReadWholeWhileItIsWritten() {
        int events = 100_000;
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int position = 1; position <= events; position++) {
                log.append(event(position, "data of " + position), 0, NO_LIMIT);
            }
        });
        long position = 0;
        StringBuilder read = new StringBuilder();
        while (position < events) {
            Run run = log.read(position, Long.MAX_VALUE, 0, "s");
            if (run != null) {
                read.append(text(run));
                position = run.last();
            }
        }
        writing.join();
        List<String> data = read.toString()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .toList();
        assertThat(data).hasSize(events);
        for (int i = 0; i < events; i++) {
            assertThat(data.get(i)).isEqualTo("data: data of " + (i + 1));
        }
    }

    private static String text(Run run) {
        return new String(run.bytes(), run.from(), run.length(), UTF_8);
    }

    private static LoggedEvent event(long position, String data) {
        return event(position, data, null);
    }

    private static LoggedEvent event(long position, String data, @Nullable String id) {
        return LoggedEvent.of(position, new Event(new ChannelId(null, "c"), data, id, null, null), IDS);
    }
}

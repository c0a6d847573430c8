package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a writer relies on when it stops reading. */
class CursorTest {
    private static final ChannelId NEWS = new ChannelId("alice", "news");

    private final Channels channels = new Channels(
            PositionIds.ofStream("0123456789ab", 1),
            new Retention(1 << 20, Duration.ofMinutes(1).toMillis(), System::currentTimeMillis));

    @Test
    void isAtTheEndOnlyWhereNothingIsLeftToReadOrToTell() {
        channels.register(Subscription.of(List.of(NEWS)), 0, new IdleSink());
        Cursor cursor = new Cursor(channels, Subscription.of(List.of(NEWS)), "s");
        append(1);
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        assertThat(cursor.isAtEnd()).isTrue();

        append(2);
        assertThat(cursor.isAtEnd()).isFalse();
        assertThat(cursor.next()).isNotNull();
        assertThat(cursor.isAtEnd()).isTrue();

        channels.noteGap(3);
        assertThat(cursor.isAtEnd()).as("before a gap").isFalse();
        assertThat(cursor.next()).isNull();
        assertThat(cursor.passLoss()).isEqualTo(ResetReason.FEED_GAP);
        assertThat(cursor.isAtEnd()).isTrue();
    }

    @Test
    void tellsOfEachGapWhereItIsThoughTheReaderStandsBeforeSeveral() {
        channels.register(Subscription.of(List.of(NEWS)), 0, new IdleSink());
        Cursor cursor = new Cursor(channels, Subscription.of(List.of(NEWS)), "s");
        append(1);
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        append(2);
        channels.noteGap(3);
        append(4);
        channels.noteGap(5);
        append(6);

        assertThat(read(cursor)).containsExactly("1 event", "feed-gap", "1 event", "feed-gap", "1 event");
    }

    @Test
    void tellsOnceOfGapsWithNothingBetweenThem() {
        channels.register(Subscription.of(List.of(NEWS)), 0, new IdleSink());
        Cursor cursor = new Cursor(channels, Subscription.of(List.of(NEWS)), "s");
        append(1);
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        channels.noteGap(2);
        channels.noteGap(3);
        assertThat(read(cursor)).containsExactly("feed-gap");

        channels.noteGap(4);
        assertThat(read(cursor)).as("a reader that has passed the others").containsExactly("feed-gap");
    }

    @Test
    void tellsOfAGapAfterMoreOfThemThanAreKept() {
        channels.register(Subscription.of(List.of(NEWS)), 0, new IdleSink());
        Cursor cursor = new Cursor(channels, Subscription.of(List.of(NEWS)), "s");
        append(1);
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        for (long position = 2; position < 2L * Timeline.MOST_GAPS + 6; position += 2) {
            channels.noteGap(position);
            append(position + 1);
        }
        assertThat(read(cursor)).filteredOn("feed-gap"::equals).hasSize(Timeline.MOST_GAPS);
    }

    /** A place within the dropped frame is none in the small ones that come behind it. */
    @Test
    void readsNothingBehindAFrameWhoseRestWasDropped() {
        Channels few = new Channels(PositionIds.ofStream("0123456789ab", 1), new Retention(150_000, 60_000, () -> 0));
        few.register(Subscription.of(List.of(NEWS)), 0, new IdleSink());
        Cursor cursor = new Cursor(few, Subscription.of(List.of(NEWS)), "s");
        cursor.place(new Start(null, few.lastId(), Duration.ZERO));
        few.append(new Event(NEWS, "x".repeat(100_000), null, null, null), 1);
        assertThat(cursor.next()).isNotNull();
        assertThat(cursor.next()).isNotNull();
        few.append(new Event(new ChannelId("alice", "other"), "x".repeat(100_000), null, null, null), 2);
        few.append(new Event(NEWS, "small", null, null, null), 3);
        assertThat(cursor.isOvertaken()).isTrue();
        assertThat(cursor.next()).isNull();
        assertThat(cursor.isWithinFrame()).isTrue();
    }

    /** All that there is to read and to tell, in its order. */
    private static List<String> read(Cursor cursor) {
        List<String> read = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            Run run = cursor.next();
            ResetReason loss = run == null ? cursor.passLoss() : null;
            if (run != null) {
                read.add(run.events() + " event");
            } else if (loss != null) {
                read.add(loss.text());
            }
        }
        return read;
    }

    private void append(long position) {
        channels.append(new Event(NEWS, "data", null, null, null), position);
    }
}

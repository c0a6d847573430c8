package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a writer relies on when it stops reading. */
class CursorTest {
    private static final ChannelId NEWS = new ChannelId("alice", "news");

    private final Channels channels = new Channels(
            PositionIds.ofStream(1),
            new Retention(1 << 20, Duration.ofMinutes(1).toMillis()),
            System::currentTimeMillis);

    @Test
    void isAtTheEndOnlyWhereNothingIsLeftToReadOrToTell() {
        channels.register(List.of(NEWS), 0, new IdleSink());
        Cursor cursor = new Cursor(channels, List.of(NEWS), "s");
        append(1);
        cursor.open(new Start(null, channels.lastId(), Duration.ZERO));
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

    private void append(long position) {
        channels.append(new Event(NEWS, "data", null, null, null), position);
    }
}

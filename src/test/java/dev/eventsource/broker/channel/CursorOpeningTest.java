package dev.eventsource.broker.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that another node's browsers may know before this node does. */
class CursorOpeningTest {
    private static final ChannelId NEWS = new ChannelId("alice", "news");

    private final Channels channels = new Channels(
            PositionIds.ofStream("0123456789ab", 1),
            new Retention(1 << 20, Duration.ofMinutes(1).toMillis(), System::currentTimeMillis));

    @ParameterizedTest
    @ValueSource(strings = {"not-yet", "@0123456789ab-7"})
    void aLastEventIdThatHasNotComeInMayLieAhead(String id) {
        append(5, "known");
        assertThat(open(id, "@0123456789ab-5")).isEqualTo(new Opening.Ahead());
    }

    @Test
    void aTicketOfANodeThatIsFurtherLiesAhead() {
        append(5, "known");
        assertThat(open(null, "@0123456789ab-6")).isEqualTo(new Opening.Ahead());
        append(6, "now here");
        assertThat(open(null, "@0123456789ab-6")).isEqualTo(new Opening.Fresh());
    }

    @Test
    void aCursorThatStandsNowhereReadsNothingAndMissesNothing() {
        channels.noteGap(3);
        append(5, "not for it");
        Cursor cursor = cursor();
        assertThat(cursor.place(new Start("not-yet", "@0123456789ab-5", Duration.ZERO)))
                .isEqualTo(new Opening.Ahead());
        assertThat(cursor.next()).isNull();
        assertThat(cursor.passLoss()).isNull();
    }

    @Test
    void whatTurnsOutToBeUnknownGoesOnAtTheEnd() {
        append(5, "known");
        Cursor cursor = cursor();
        cursor.place(new Start("never", "@0123456789ab-5", Duration.ZERO));
        assertThat(cursor.placeAtEnd()).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
        assertThat(cursor.next()).isNull();
    }

    @Test
    void aTicketWhosePositionMeansNothingHereBeginsAtItsTime() {
        append(0, "long before");
        long opened = System.nanoTime();
        await().until(() -> System.nanoTime() - opened > Duration.ofMillis(150).toNanos());
        append(1, "between the ticket and the stream");
        Cursor cursor = cursor();
        Start start = new Start(null, "@other-7", Duration.ofMillis(100));
        assertThat(cursor.place(start)).isEqualTo(new Opening.Fresh());
        Run run = Objects.requireNonNull(cursor.next());
        assertThat(new String(run.bytes(), run.from(), run.length(), UTF_8))
                .isEqualTo("id: @0123456789ab-1\ndata: between the ticket and the stream\n\n");
    }

    @Test
    void aPlaceBeforeWhereThisNodeBeganIsGone() {
        channels.beginBehind(100);
        append(100, "the first");
        assertThat(open("@0123456789ab-98", "@0123456789ab-100")).isEqualTo(new Opening.Reset(ResetReason.EVICTED));
        assertThat(open("@0123456789ab-99", "@0123456789ab-100")).isEqualTo(new Opening.Resumed("@0123456789ab-99", 1));
    }

    /** Both streams have a message at that offset, but what the new one has before it came in after the ticket. */
    @Test
    void aTicketFromBeforeTheStreamWasReplacedIsToldOfTheGap() {
        append(3, "of the old stream");
        long opened = System.nanoTime();
        replaceStream();
        await().until(() -> System.nanoTime() - opened > Duration.ofMillis(150).toNanos());
        assertThat(cursor().place(new Start(null, "@0123456789ab-3", Duration.ofSeconds(1))))
                .isEqualTo(new Opening.Reset(ResetReason.FEED_GAP));
    }

    /** However far the new stream has come since. */
    @Test
    void anIdOfAStreamThatWasReplacedMeansNothingInTheNewOne() {
        append(3, "of the old stream");
        replaceStream();
        assertThat(open("@0123456789ab-3", "@0123456789ab-3")).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
        assertThat(open("@ba9876543210-3", "@ba9876543210-3")).isEqualTo(new Opening.Resumed("@ba9876543210-3", 1));
    }

    /** Whoever began while the stream had nothing yet, be it a site's first or one made anew, was told of this place. */
    @Test
    void thePlaceInFrontOfAStreamsFirstEventIsOne() {
        String beforeAll = channels.lastId();
        append(0, "the first");
        assertThat(open(beforeAll, beforeAll)).isEqualTo(new Opening.Resumed(beforeAll, 1));
        append(1, "of the old stream");
        channels.countBy(PositionIds.ofStream("ba9876543210", 4));
        channels.noteGap(3);
        String anew = channels.lastId();
        append(3, "of the new one");
        assertThat(open(anew, anew)).isEqualTo(new Opening.Resumed(anew, 1));
        assertThat(open(beforeAll, anew)).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
        assertThat(open("@ba9876543210--2", anew)).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
    }

    @Test
    void anIdOfAStreamWithoutANameMeansNothing() {
        channels.countBy(PositionIds.ofUnnamedStream(1));
        append(3, "nobody can tell of which stream");
        assertThat(open("@3", "@3")).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
    }

    private void replaceStream() {
        channels.noteGap(6);
        channels.countBy(PositionIds.ofStream("ba9876543210", 7));
        for (int position = 7; position < 12; position++) {
            channels.append(new Event(NEWS, "of the new stream", null, null, null), position);
        }
    }

    private Opening open(@Nullable String lastEventId, String ticketPosition) {
        return cursor().place(new Start(lastEventId, ticketPosition, Duration.ZERO));
    }

    private Cursor cursor() {
        channels.register(Subscription.of(List.of(NEWS)), 0, new IdleSink());
        return new Cursor(channels, Subscription.of(List.of(NEWS)), "socket");
    }

    private void append(long offset, String data) {
        channels.append(new Event(NEWS, data, null, null, null), offset + 1);
    }
}

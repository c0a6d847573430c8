package dev.eventsource.broker.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Cursor;
import dev.eventsource.broker.channel.IdleSink;
import dev.eventsource.broker.channel.Opening;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.channel.Start;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamPlacesTest {
    private static final ChannelId NEWS = new ChannelId("alice", "news");
    private static final String NAME = "0123456789ab";
    private static final String OTHER = "ba9876543210";

    private final Channels channels = new Channels(new Node(), new Settings());
    private final StreamPlaces places = new StreamPlaces(channels, Duration.ofMinutes(5));

    /** What the stream is called in each of its messages. */
    private String called = NAME;

    @BeforeEach
    void begin() {
        channels.noteComplete();
        places.begin();
    }

    @Test
    void beginsAtATime() {
        assertThat(places.start()).isInstanceOf(Date.class);
    }

    @Test
    void countsAsTheStreamDoesHolesIncluded() {
        assertThat(take(41)).isEqualTo(42);
        assertThat(channels.lastId()).isEqualTo(id(41));
        assertThat(take(44)).isEqualTo(FeedSource.DOUBTFUL);
        places.settle(44, true);
        assertThat(take(44)).isEqualTo(45);
        assertThat(channels.lastId()).isEqualTo(id(44));
        assertThat(gapsSince(id(41))).isFalse();
    }

    /** RabbitMQ writes something of its own at the begin of a segment, which is never dropped without a message. */
    @Test
    void aHoleOfOneIsNoLoss() {
        take(41);
        assertThat(take(43)).isEqualTo(44);
        assertThat(take(45)).isEqualTo(46);
        assertThat(gapsSince(id(41))).isFalse();
    }

    @Test
    void whatWasDroppedFromUnderTheReaderIsAGap() {
        take(7);
        assertThat(take(20)).isEqualTo(FeedSource.DOUBTFUL);
        assertThat(channels.lastId()).isEqualTo(id(7));
        places.settle(20, false);
        assertThat(take(20)).isEqualTo(21);
        assertThat(gapsSince(id(7))).isTrue();
        assertThat(gapsSince(id(20))).isFalse();
    }

    @Test
    void whatIsSettledHoldsForNoLaterHole() {
        take(7);
        places.settle(20, true);
        take(20);
        assertThat(take(23)).isEqualTo(FeedSource.DOUBTFUL);
        places.begin();
        take(20);
        places.settle(23, true);
        places.begin();
        take(20);
        assertThat(take(23)).isEqualTo(FeedSource.DOUBTFUL);
    }

    @Test
    void whatCameAndCannotBeReadLeavesNoHole() {
        take(7);
        assertThat(places.passOver()).isEqualTo(8);
        assertThat(take(9)).isEqualTo(10);
        assertThat(gapsSince(id(7))).isFalse();
    }

    @Test
    void goesOnWhereItWasWithoutTakingAnythingTwice() {
        take(7);
        take(8);
        assertThat(places.start()).isEqualTo(8L);
        places.begin();
        assertThat(take(8)).isEqualTo(FeedSource.KNOWN);
        assertThat(take(9)).isEqualTo(10);
        assertThat(gapsSince(id(8))).isFalse();
    }

    @Test
    void whatWasTrimmedMeanwhileIsAGap() {
        take(7);
        places.begin();
        take(20);
        assertThat(channels.lastId()).isEqualTo(id(20));
        assertThat(gapsSince(id(7))).isTrue();
    }

    @Test
    void aShorterStreamIsAnotherOne() {
        take(7);
        long last = channels.last();
        places.begin();
        called = OTHER;
        assertThat(take(2)).isGreaterThan(last + 1);
        assertThat(channels.lastId()).isEqualTo(id(2));
        assertThat(channels.gaps()).isEqualTo(1);
    }

    @Test
    void anotherMessageAtTheSamePlaceMeansAnotherStream() {
        take(7);
        places.begin();
        assertThat(places.place(7, "something else".getBytes(UTF_8))).isNotEqualTo(FeedSource.KNOWN);
        assertThat(channels.gaps()).isEqualTo(1);
        assertThat(places.name()).isEmpty();
        assertThat(open(id(6))).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
    }

    @Test
    void leavesOutWhatCameInByAnotherWay() {
        take(7);
        channels.passOver(channels.last() + 100);
        places.leaveOut();
        places.begin();
        assertThat(places.start()).isEqualTo("next");
        take(60);
        assertThat(channels.lastId()).isEqualTo(id(60));
        assertThat(channels.gaps()).isEqualTo(1);
    }

    @Test
    void readsAStreamThatWasMadeAnewFromItsFirst() {
        take(3_000);
        places.readAnew();
        places.begin();
        assertThat(places.start()).isEqualTo("first");
        take(0);
        assertThat(channels.lastId()).isEqualTo(id(0));
        assertThat(channels.gaps()).isEqualTo(1);
    }

    @Test
    void goesOnBehindWhatCannotBeReadAtTheSecondLoss() {
        take(7);
        assertThat(places.passUnreadable()).isFalse();
        places.begin();
        assertThat(places.start()).isEqualTo(7L);
        assertThat(take(7)).isEqualTo(FeedSource.KNOWN);
        assertThat(places.passUnreadable()).isTrue();
        places.begin();
        assertThat(places.start()).isEqualTo(9L);
        assertThat(take(9)).isEqualTo(10);
        assertThat(gapsSince(id(7))).isFalse();
    }

    @Test
    void aLossElsewhereIsAFirstOne() {
        take(7);
        assertThat(places.passUnreadable()).isFalse();
        places.begin();
        take(8);
        assertThat(places.passUnreadable()).isFalse();
    }

    @Test
    void callsAStreamAsItWasNamedLast() {
        named(0, NAME, -1);
        assertThat(channels.lastId()).isEqualTo("@" + NAME + "-0");
        named(1, OTHER, -1);
        named(2, NAME, 0);
        assertThat(channels.lastId()).isEqualTo("@" + OTHER + "-2");
        assertThat(places.name()).contains(new StreamName(OTHER, 2));
    }

    @Test
    void callsAStreamThatItMeetsOnItsWayAsOthersCallIt() {
        event(40);
        assertThat(places.name()).isEmpty();
        named(41, NAME, 39);
        assertThat(channels.lastId()).isEqualTo("@" + NAME + "-41");
    }

    /** Who says it has read more than this stream has: another stream had taken the place of his, unnoticed. */
    @Test
    void takesNoNameOfAnotherStream() {
        event(3);
        named(4, NAME, 4_000);
        assertThat(places.name()).isEmpty();
    }

    @Test
    void aStreamThatWasMadeAnewHasAnotherName() {
        named(7, NAME, -1);
        places.readAnew();
        places.begin();
        event(0);
        assertThat(places.name()).isEmpty();
        named(1, OTHER, -1);
        event(2);
        assertThat(channels.lastId()).isEqualTo("@" + OTHER + "-2");
        assertThat(open("@" + NAME + "-7")).isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
    }

    private String id(long offset) {
        return "@" + called + "-" + offset;
    }

    private void named(long offset, String name, long read) {
        place(offset, new StreamName(name, read).post("q").body());
    }

    private void event(long offset) {
        place(offset, "an event".getBytes(UTF_8));
    }

    private long take(long offset) {
        return place(offset, new StreamName(called, offset - 1).post("q").body());
    }

    private long place(long offset, byte[] body) {
        long position = places.place(offset, body);
        if (position >= 0) {
            channels.passOver(position);
        }
        return position;
    }

    /** Whether who has that event, and no later one, is told of a gap. */
    private boolean gapsSince(String id) {
        return open(id).equals(new Opening.Reset(ResetReason.FEED_GAP));
    }

    private Opening open(String id) {
        channels.register(Subscription.of(List.of(NEWS)), 0, new IdleSink());
        return new Cursor(channels, Subscription.of(List.of(NEWS)), "socket").place(new Start(id, id, Duration.ZERO));
    }
}

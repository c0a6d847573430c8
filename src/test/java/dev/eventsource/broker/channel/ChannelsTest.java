package dev.eventsource.broker.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final ChannelId NEWS = new ChannelId("user", "news");
    private static final ChannelId SPORT = new ChannelId("user", "sport");

    private final IdleSink sink = new IdleSink();
    private Channels channels = channels(1 << 20, 60_000);

    @Test
    void deliversWhatComesAfterTheTicketInOrder() {
        append(NEWS, "before");
        String ticket = channels.lastId();
        append(NEWS, "one");
        append(SPORT, "elsewhere");
        append(NEWS, "two");
        Cursor cursor = cursor("s", NEWS);
        assertThat(cursor.place(from(null, ticket))).isEqualTo(new Opening.Fresh());
        assertThat(read(cursor)).containsExactly("one", "two");
        append(NEWS, "live");
        assertThat(read(cursor)).containsExactly("live");
        assertThat(read(cursor)).isEmpty();
    }

    @Test
    void mergesSeveralChannelsAndThoseOfEveryoneByPosition() {
        String ticket = channels.lastId();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ChannelId to = i % 3 == 0 ? NEWS : i % 3 == 1 ? SPORT : NEWS.ofEveryone();
            append(to, "event " + i);
            sent.add("event " + i);
        }
        Cursor cursor = cursor("s", NEWS, SPORT);
        cursor.place(from(null, ticket));
        assertThat(read(cursor)).isEqualTo(sent);
    }

    @Test
    void keepsAnEventFromItsSender() {
        String ticket = channels.lastId();
        append(NEWS, "mine", "s");
        append(NEWS, "yours", "other");
        append(NEWS, "mine too", "s");
        append(NEWS, "mine three", "s");
        append(NEWS, "anyone's");
        Cursor cursor = cursor("s", NEWS);
        cursor.place(from(null, ticket));
        assertThat(read(cursor)).containsExactly("yours", "anyone's");
    }

    @Test
    void resumesBehindAnIdOfThePublisherOrOfTheBroker() {
        append(NEWS, "one", null, "id-1");
        append(NEWS, "two");
        String second = channels.lastId();
        append(NEWS, "three");
        assertResumes("id-1", "two", "three");
        assertResumes(second, "three");
    }

    @Test
    void resumesBehindTheLatestUseOfAnId() {
        append(NEWS, "one", null, "same");
        append(SPORT, "two", null, "same");
        append(NEWS, "three");
        Cursor cursor = cursor("s", NEWS, SPORT);
        assertThat(cursor.place(from("same", channels.lastId()))).isEqualTo(new Opening.Resumed("same", 1));
        assertThat(read(cursor)).containsExactly("three");
    }

    @Test
    void resetsForAnIdThatNobodyWillEverGiveHere() {
        for (String id : List.of("@other-1", "@epoch-", "@epoch-x", "@")) {
            Cursor cursor = cursor("s", NEWS);
            assertThat(cursor.place(from(id, channels.lastId())))
                    .as(id)
                    .isEqualTo(new Opening.Reset(ResetReason.UNKNOWN_ID));
            assertThat(read(cursor)).isEmpty();
        }
    }

    @Test
    void resetsForAPlaceThatTheHistoryNoLongerHolds() {
        channels = channels(10_000, 60_000);
        append(NEWS, "first");
        String early = channels.lastId();
        IntStream.range(0, 500).forEach(i -> append(NEWS, "x".repeat(100)));
        assertThat(cursor("s", NEWS).place(from(early, early))).isEqualTo(new Opening.Reset(ResetReason.EVICTED));
        assertThat(cursor("s", NEWS).place(from(null, early))).isEqualTo(new Opening.Reset(ResetReason.EVICTED));
    }

    @Test
    void tellsASlowSubscriberThatTheHistoryHasPassedIt() {
        channels = channels(10_000, 60_000);
        Cursor cursor = cursor("s", NEWS);
        cursor.place(from(null, channels.lastId()));
        IntStream.range(0, 500).forEach(i -> append(NEWS, "x".repeat(100)));
        assertThat(cursor.next()).isNull();
        assertThat(cursor.passLoss()).isEqualTo(ResetReason.SLOW_CONSUMER);
        append(NEWS, "afterwards");
        assertThat(read(cursor)).containsExactly("afterwards");
    }

    @Test
    void tellsOfAGapBehindWhatCameBeforeIt() {
        Cursor cursor = cursor("s", NEWS);
        cursor.place(from(null, channels.lastId()));
        append(NEWS, "before");
        channels.noteGap(channels.last() + 1);
        append(NEWS, "after");
        Run run = cursor.next();
        assertThat(run).isNotNull();
        assertThat(cursor.next()).isNull();
        assertThat(cursor.passLoss()).isEqualTo(ResetReason.FEED_GAP);
        assertThat(read(cursor)).containsExactly("after");
    }

    @Test
    void tellsOfAGapToWhoResumesFromBeforeIt() {
        append(NEWS, "before", null, "id");
        String ticket = channels.lastId();
        channels.noteGap(channels.last() + 1);
        assertThat(cursor("s", NEWS).place(from("id", ticket))).isEqualTo(new Opening.Reset(ResetReason.FEED_GAP));
        assertThat(cursor("s", NEWS).place(from(null, ticket))).isEqualTo(new Opening.Reset(ResetReason.FEED_GAP));
        assertThat(cursor("s", NEWS).place(from(null, channels.lastId()))).isEqualTo(new Opening.Fresh());
    }

    @Test
    void forgetsAChannelThatHoldsNeitherEventNorSink() {
        channels = channels(1, 60_000);
        channels.register(Subscription.of(List.of(NEWS)), 0, sink);
        assertThat(channels.size()).isEqualTo(2);
        channels.unregister(Subscription.of(List.of(NEWS)), sink);
        assertThat(channels.size()).isZero();
        append(NEWS, "dropped by the next");
        append(SPORT, "stays, being the newest");
        assertThat(channels.size()).isEqualTo(1);
    }

    @Test
    void saysOnceThatAChannelHasSomethingToRead() {
        List<Sinks> soiled = new ArrayList<>();
        channels.serveBy(List.of(soiled::add));
        append(NEWS, "nobody listens");
        channels.register(Subscription.of(List.of(NEWS)), 0, sink);
        append(NEWS, "one");
        append(NEWS, "two");
        assertThat(soiled).hasSize(1);
        soiled.get(0).clean(0);
        append(NEWS, "three");
        assertThat(soiled).hasSize(2);
    }

    @Test
    void tellsEachWriterUntilItHasCleaned() {
        List<Sinks> first = new ArrayList<>();
        List<Sinks> second = new ArrayList<>();
        channels.serveBy(List.of(first::add, second::add));
        channels.register(Subscription.of(List.of(NEWS)), 0, sink);
        append(NEWS, "one");
        assertThat(second).as("without sinks of its own").isEmpty();
        channels.register(Subscription.of(List.of(NEWS)), 1, new IdleSink());
        append(NEWS, "two");
        first.get(0).clean(0);
        append(NEWS, "three");
        append(NEWS, "four");
        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(first.get(0).of(0)).containsExactly(sink);
        assertThat(first.get(0).of(1)).hasSize(1).doesNotContain(sink);
    }

    @Test
    void tellsWhatItHolds() {
        assertThat(channels.history()).isEqualTo(new History(0, 0, Duration.ZERO));
        channels = channels(10_000, 60_000);
        append(NEWS, "x".repeat(4_000));
        append(SPORT, "x".repeat(4_000));
        assertThat(channels.history().events()).isEqualTo(2);
        assertThat(channels.history().bytes()).isBetween(8_000L, 10_000L);
        append(NEWS, "x".repeat(4_000));
        assertThat(channels.history().events()).isLessThan(3);
        assertThat(channels.history().bytes()).isBetween(4_000L, 10_000L);
        assertThat(channels.events()).isEqualTo(3);
    }

    @Test
    void countsTheGapsThatAnybodyCouldNotice() {
        channels.noteGap(1);
        assertThat(channels.gaps()).isZero();
        channels.noteComplete();
        channels.noteGap(2);
        assertThat(channels.gaps()).isEqualTo(1);
    }

    private void assertResumes(String id, String... events) {
        Cursor cursor = cursor("s", NEWS);
        assertThat(cursor.place(from(id, channels.lastId()))).isEqualTo(new Opening.Resumed(id, events.length));
        assertThat(read(cursor)).containsExactly(events);
    }

    private static Channels channels(long bytes, long millis) {
        return new Channels(PositionIds.ofNode("epoch"), new Retention(bytes, millis, System::currentTimeMillis));
    }

    private void append(ChannelId channel, String data) {
        append(channel, data, null);
    }

    private void append(ChannelId channel, String data, @Nullable String sender) {
        append(channel, data, sender, null);
    }

    private void append(ChannelId channel, String data, @Nullable String sender, @Nullable String id) {
        channels.append(new Event(channel, data, id, null, sender), channels.last() + 1);
    }

    private Cursor cursor(String socket, ChannelId... ids) {
        channels.register(Subscription.of(List.of(ids)), 0, sink);
        return new Cursor(channels, Subscription.of(List.of(ids)), socket);
    }

    private static Start from(@Nullable String lastEventId, String ticketPosition) {
        return new Start(lastEventId, ticketPosition, Duration.ZERO);
    }

    private static List<String> read(Cursor cursor) {
        StringBuilder frames = new StringBuilder();
        for (Run run = cursor.next(); run != null; run = cursor.next()) {
            frames.append(new String(run.bytes(), run.from(), run.length(), UTF_8));
        }
        assertThat(cursor.passLoss()).isNull();
        return frames.toString()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }
}

package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.SseFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Pages of a channel's past. */
class ExcerptsTest {
    private static final PositionIds IDS = PositionIds.ofStream("0123456789ab", 1);
    private static final ChannelId NEWS = new ChannelId("alice", "news");
    private static final Extract TWO = new Extract(2, 1 << 20);
    private static final Extract ALL = new Extract(1_000, 1 << 20);

    private final Channels channels = new Channels(IDS, new Retention(1 << 20, 60_000, () -> 0));
    private final Excerpts excerpts = new Excerpts(channels);

    @Test
    void readsPageByPageWithWhatEveryoneGets() {
        append(NEWS, 1);
        append(NEWS.ofEveryone(), 2);
        append(new ChannelId("alice", "other"), 3);
        append(NEWS, 4);
        append(new ChannelId("bob", "news"), 5);

        Excerpt first = excerpts.all(NEWS, TWO, null);
        assertThat(data(first)).containsExactly("1", "2");
        assertThat(first.isMore()).isTrue();
        Excerpt second = after(first.position(), TWO);
        assertThat(data(second)).containsExactly("4");
        assertThat(second.isMore()).isFalse();
        assertThat(second.missing()).isNull();
        assertThat(second.position()).as("behind all there is").isEqualTo(channels.lastId());
        assertThat(after(second.position(), TWO).frames()).isEmpty();
    }

    @Test
    void goesOnBehindAPublishersId() {
        append(NEWS, 1);
        append(NEWS, 2);
        assertThat(data(after("id-1", ALL))).containsExactly("2");
        assertThat(excerpts.after(NEWS, "id-3", ALL))
                .as("it may be yet to come")
                .isEmpty();
        assertThat(excerpts.after(NEWS, IDS.id(3), ALL)).as("so may this").isEmpty();
        assertThat(after("@another-1", ALL).missing()).isEqualTo(ResetReason.UNKNOWN_ID);
    }

    /** Ids are of the stream that is read now, so no page can go on in front of it. */
    @Test
    void saysThatSomethingIsMissingWhereNoPageCanGoOn() {
        append(NEWS, 1);
        append(NEWS, 2);
        append(NEWS, 3);
        channels.noteGap(5);
        channels.countBy(PositionIds.ofStream("ba9876543210", 6));
        append(NEWS, 7);
        Excerpt first = excerpts.all(NEWS, TWO, null);
        assertThat(data(first)).containsExactly("1", "2");
        assertThat(first.isMore()).isFalse();
        assertThat(first.missing()).isEqualTo(ResetReason.FEED_GAP);
        assertThat(data(excerpts.newest(NEWS, 2, ALL))).containsExactly("3", "7");
    }

    @Test
    void endsAPageBeforeItIsTooLongButNotBeforeItsFirst() {
        append(NEWS, 1, "x".repeat(100_000));
        append(NEWS, 2, "y".repeat(100_000));
        Excerpt first = excerpts.all(NEWS, new Extract(10, 50_000), null);
        assertThat(data(first)).containsExactly("x".repeat(100_000));
        assertThat(data(after(first.position(), ALL))).containsExactly("y".repeat(100_000));
    }

    @Test
    void saysWhatIsMissingOnThePageWhereItIs() {
        append(NEWS, 1);
        append(NEWS, 2);
        channels.noteGap(3);
        append(NEWS, 4);
        Excerpt first = excerpts.all(NEWS, TWO, null);
        assertThat(first.missing()).isNull();
        assertThat(after(first.position(), TWO).missing()).isEqualTo(ResetReason.FEED_GAP);
        assertThat(after(IDS.id(4), TWO).missing()).isNull();
    }

    @Test
    void readsTheNewestOldestFirst() {
        for (int i = 1; i <= 9; i++) {
            append(i % 2 == 0 ? NEWS : NEWS.ofEveryone(), i);
        }
        assertThat(data(excerpts.newest(NEWS, 3, ALL))).containsExactly("7", "8", "9");
        assertThat(data(excerpts.newest(NEWS, 100, ALL))).hasSize(9);
        assertThat(excerpts.newest(new ChannelId("alice", "none"), 3, ALL).frames())
                .isEmpty();
    }

    @Test
    void saysThatTheLogNoLongerReaches() {
        Channels few = new Channels(IDS, new Retention(20_000, 60_000, () -> 0));
        for (int i = 1; i <= 100; i++) {
            few.append(new Event(NEWS, "x".repeat(1_000), null, null, null), i);
        }
        Excerpts its = new Excerpts(few);
        assertThat(its.after(NEWS, IDS.id(1), ALL).orElseThrow().missing()).isEqualTo(ResetReason.EVICTED);
        assertThat(its.all(NEWS, ALL, null).missing()).isEqualTo(ResetReason.EVICTED);
        assertThat(its.newest(NEWS, 100, ALL).missing()).isEqualTo(ResetReason.EVICTED);
        assertThat(its.newest(NEWS, 2, ALL).frames()).hasSize(2);
        few.register(Subscription.of(List.of(NEWS)), 0, new IdleSink());
        assertThat(its.after(NEWS, IDS.id(99), ALL).orElseThrow().missing()).isNull();
    }

    /** Frames are whole, and where no word of it is said, none is left out. */
    @Test
    void leavesNothingOutInSilenceWhileTheLogDropsWhatItReads() {
        Channels few = new Channels(IDS, new Retention(400_000, 60_000, () -> 0));
        Excerpts its = new Excerpts(few);
        CompletableFuture<Void> feed = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= 20_000; i++) {
                few.append(new Event(NEWS, i + "x".repeat(i % 20 == 0 ? 70_000 : 200) + i, null, null, null), i);
            }
        });
        String position = IDS.id(0);
        long seen = 0;
        long pages = 0;
        while (!feed.isDone() || few.last() > seen) {
            Excerpt page = its.after(NEWS, position, new Extract(50, 1 << 20)).orElseThrow();
            for (String data : data(page)) {
                long number = Long.parseLong(data.substring(0, data.indexOf('x')));
                assertThat(data).endsWith("x" + number);
                if (page.missing() == null) {
                    assertThat(number).isEqualTo(seen + 1);
                }
                seen = number;
            }
            position = page.position();
            pages++;
        }
        assertThat(seen).isEqualTo(20_000);
        assertThat(pages).isPositive();
    }

    private Excerpt after(String id, Extract extract) {
        return excerpts.after(NEWS, id, extract).orElseThrow();
    }

    private void append(ChannelId channel, int position) {
        append(channel, position, Integer.toString(position));
    }

    private void append(ChannelId channel, int position, String data) {
        channels.append(new Event(channel, data, "id-" + position, null, null), position);
    }

    private static List<String> data(Excerpt excerpt) {
        List<String> data = new ArrayList<>();
        excerpt.frames().forEach(frame -> data.add(SseFrame.decode(frame).data()));
        return data;
    }
}

package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which last values a stream begins with, and what follows them. */
class SnapshotTest {
    private static final ChannelId NEWS = new ChannelId("alice", "news");
    private static final ChannelId SPORT = new ChannelId("alice", "sport");
    private static final int LARGE = 100_000;

    private final AtomicLong clock = new AtomicLong(1_000);
    private Channels channels = channels(1 << 20);
    private long position = 1;

    private Channels channels(long retainedBytes) {
        return new Channels(
                PositionIds.ofStream("0123456789ab", 1),
                new Retention(1 << 20, Duration.ofMinutes(1).toMillis(), clock::get),
                retainedBytes,
                System::currentTimeMillis);
    }

    @Test
    void ownValuesComeInTheLogsOrderWithTheirIdsAndThenThePlace() {
        retain(SPORT, "", "s");
        retain(NEWS, "", "n");
        retain(NEWS.ofEveryone(), "", "e");
        append(NEWS, "passing", null);
        assertThat(open(NEWS, SPORT))
                .containsExactly(
                        "id: @0123456789ab-1|data: s",
                        "id: @0123456789ab-2|data: n",
                        "id: @0123456789ab-3|data: e",
                        "id: @0123456789ab-4");
    }

    /** Each channel may number its events for itself: a browser that was cut off would go on behind the latest that has the id. */
    @Test
    void ofValuesThatHaveOneIdTheLastAloneComesWithIt() {
        retainWithId(SPORT, "5", "s");
        retainWithId(NEWS.ofEveryone(), "4", "e");
        retainWithId(NEWS, "5", "n");
        assertThat(open(NEWS, SPORT))
                .containsExactly("data: s", "id: 4|data: e", "id: 5|data: n", "id: @0123456789ab-3");
    }

    private void retainWithId(ChannelId channel, String id, String data) {
        channels.append(new Event(channel, data, id, null, null).withRetain(Retain.CHANNEL), ++position);
    }

    @Test
    void keysComeFirstInTheirOrderAndWithoutIds() {
        retain(NEWS, "", "own");
        retain(NEWS, "b", "2");
        retain(NEWS, "a", "1");
        retain(NEWS, "c", "3");
        retain(NEWS, "b", "2 again");
        retain(NEWS, "c", "");
        assertThat(open(NEWS)).containsExactly("data: 1", "data: 2 again", "data: own", "id: @0123456789ab-6");
    }

    /** It comes live there, behind what came before it. */
    @Test
    void whatIsNewerThanTheStreamsPlaceIsNotInFrontOfIt() {
        retain(NEWS, "", "old");
        retain(NEWS, "k", "old");
        retain(SPORT, "", "kept");
        String ticket = channels.lastId();
        append(NEWS, "passing", null);
        retain(NEWS, "k", "new");
        retain(NEWS, "", "new");
        assertThat(open(new Start(null, ticket, Duration.ZERO), NEWS, SPORT))
                .containsExactly(
                        "id: @0123456789ab-3|data: kept",
                        "id: @0123456789ab-3",
                        "id: @0123456789ab-4|data: passing",
                        "id: @0123456789ab-5|data: new",
                        "id: @0123456789ab-6|data: new");
    }

    @Test
    void aStreamThatResumesGetsNoneAndOneThatCannotGetsAll() {
        retain(NEWS, "", "v");
        append(NEWS, "passing", null);
        assertThat(open(new Start("@0123456789ab-1", "", Duration.ZERO), NEWS))
                .containsExactly("id: @0123456789ab-2|data: passing");
        forgetHistory();
        assertThat(open(new Start("@0123456789ab-1", "", Duration.ZERO), NEWS))
                .containsExactly("id: @0123456789ab-1|data: v", "id: @0123456789ab-2");
    }

    /** Cut off in front of its first value it has no id yet, and as with a ticket nothing is lost. */
    @Test
    void aStreamThatWasCutOffInFrontOfItsValuesBeginsThereOnceMore() {
        retain(SPORT, "", "kept");
        retain(NEWS, "", "old");
        retain(NEWS, "k", "kept");
        String place = placeToReturn(NEWS, SPORT);
        append(NEWS, "passing", null);
        retain(NEWS, "", "new");
        Start back = new Start(place, "", Duration.ZERO);
        assertThat(cursor(Subscription.of(List.of(NEWS, SPORT))).place(back)).isEqualTo(new Opening.Resumed(place, 2));
        assertThat(open(back, NEWS, SPORT))
                .containsExactly(
                        "data: kept",
                        "data: kept",
                        "id: @0123456789ab-3",
                        "id: @0123456789ab-4|data: passing",
                        "id: @0123456789ab-5|data: new");
        forgetHistory();
        assertThat(open(back, NEWS, SPORT))
                .containsExactly("data: kept", "data: kept", "data: new", "id: @0123456789ab-5");
    }

    @Test
    void aStreamThatBeginsWithoutValuesComesBackToThePlaceAlone() {
        retain(SPORT, "", "another's");
        assertThat(placeToReturn(NEWS)).isEqualTo("@0123456789ab-1");
    }

    private String placeToReturn(ChannelId... ids) {
        Opening opening =
                cursor(Subscription.of(List.of(ids))).place(new Start(null, channels.lastId(), Duration.ZERO));
        return ((Opening.Fresh) opening).placeToReturn(channels.lastId());
    }

    @Test
    void aPatternsAreThoseOfAllChannelsThatItMatches() {
        retain(new ChannelId("alice", "o.2"), "", "2");
        retain(new ChannelId("alice", "o.1"), "", "1");
        retain(new ChannelId("bob", "o.3"), "", "3");
        retain(NEWS, "", "n");
        Subscription subscription = Subscription.of("alice", List.of(), List.of(ChannelPattern.parse("o.*")));
        assertThat(open(subscription, new Start(null, channels.lastId(), Duration.ZERO)))
                .containsExactly("id: @0123456789ab-1|data: 2", "id: @0123456789ab-2|data: 1", "id: @0123456789ab-4");
    }

    /** Of a user's own channels and everyone's, a thousand together, and a channel that is named besides once. */
    @Test
    void aPatternsAreThoseFirstByNameWhereThereAreMany() {
        for (int i = 0; i < 800; i++) {
            retain(new ChannelId("alice", "o.%04d".formatted(2 * i)), "", "of alice");
            retain(new ChannelId(null, "o.%04d".formatted(2 * i + 1)), "", "of everyone");
        }
        Subscription subscription = Subscription.of(
                "alice", List.of("o.0000"), List.of(ChannelPattern.parse("o.*"), ChannelPattern.parse("#")));
        List<String> read = open(subscription, new Start(null, channels.lastId(), Duration.ZERO));
        assertThat(read).hasSize(1 + 1_000 + 1);
        assertThat(read.get(1_000)).startsWith("id: @0123456789ab-1001|");
    }

    @Test
    void aLongValueComesInPieces() {
        retain(NEWS, "", "x".repeat(LARGE));
        assertThat(String.join("", open(NEWS))).contains("x".repeat(LARGE));
    }

    @Test
    void aLongValueThatAnotherTakesThePlaceOfIsReadToItsEndFromTheHistory() {
        retain(NEWS, "k", "x".repeat(LARGE));
        Cursor cursor = cursor(Subscription.of(List.of(NEWS)));
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        int first = begin(cursor);
        retain(NEWS, "k", "other");
        assertThat(cursor.isWithinFrame()).isTrue();
        List<String> rest = read(cursor);
        assertThat(rest).hasSize(3);
        assertThat(rest.get(0)).isEqualTo("x".repeat("data: ".length() + LARGE - first));
        assertThat(rest.get(1)).isEqualTo("id: @0123456789ab-1");
        assertThat(rest.get(2)).endsWith("data: other");
        assertThat(cursor.isAtEnd()).isTrue();
    }

    /** And is not kept for a reader that stopped in the midst of it. */
    @Test
    void aLongValueIsCutOffWhereAnotherTookItsPlaceAndTheHistoryHasPassedIt() {
        retain(NEWS, "", "x".repeat(LARGE));
        WeakReference<byte[]> frame = new WeakReference<>(ownFrame());
        Cursor cursor = cursor(Subscription.of(List.of(NEWS)));
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        begin(cursor);
        retain(NEWS, "", "other");
        forgetHistory();
        await().until(() -> {
            System.gc();
            return frame.refersTo(null);
        });
        assertThat(cursor.next()).isNull();
        assertThat(cursor.isWithinFrame()).isTrue();
    }

    private byte[] ownFrame() {
        LastValueTable table = Objects.requireNonNull(channels.lastValues().table(NEWS));
        return Objects.requireNonNull(table.own()).frame();
    }

    private static int begin(Cursor cursor) {
        Run first = Objects.requireNonNull(cursor.next());
        assertThat(first.length()).isLessThanOrEqualTo(32 << 10);
        assertThat(cursor.isWithinFrame()).isTrue();
        return first.length();
    }

    /** It may be long, and other streams wait for this one's turn to end. */
    @Test
    void aTableThatHasNothingToReadIsGoneThroughInParts() {
        for (int i = 0; i < 2_500; i++) {
            retain(NEWS, "k%04d".formatted(i), "");
        }
        retain(NEWS, "l", "v");
        Cursor cursor = cursor(Subscription.of(List.of(NEWS)));
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        assertThat(Objects.requireNonNull(cursor.next()).length()).isZero();
        assertThat(Objects.requireNonNull(cursor.next()).length()).isZero();
        assertThat(read(cursor)).containsExactly("data: v", "id: @0123456789ab-2501");
    }

    @Test
    void whatHasNoRoomIsNotRetainedAndNeitherIsTheOneBefore() {
        channels = channels(10_000);
        retain(NEWS, "", "small");
        retain(SPORT, "", "small");
        long before = channels.lastValues().bytes();
        retain(NEWS, "", "x".repeat(20_000));
        assertThat(channels.lastValues().refused()).isOne();
        assertThat(channels.lastValues().fault()).isPresent();
        assertThat(channels.lastValues().bytes()).isLessThanOrEqualTo(before);
        assertThat(open(NEWS, SPORT)).containsExactly("id: @0123456789ab-2|data: small", "id: @0123456789ab-3");
    }

    @Test
    void whatWasClearedGivesWayToWhatNeedsRoom() {
        channels = channels(2_000);
        retain(NEWS, "", "v");
        retain(NEWS, "k", "v");
        retain(NEWS, "k", "");
        retain(NEWS, "", "");
        LastValues values = channels.lastValues();
        assertThat(values.values()).isZero();
        List<LastValue> taken = values.takeUnstored(10, 1_000);
        assertThat(taken).hasSize(2).allMatch(LastValue::isCleared);
        values.noteStored(taken);
        assertThat(open(NEWS)).isEmpty();
        retain(SPORT, "", "x".repeat(1_000));
        assertThat(values.refused()).isZero();
        assertThat(values.values()).isOne();
        assertThat(values.bytes()).isBetween(1_000L, 2_000L);
    }

    @Test
    void whatChangesOftenIsStoredOnce() {
        for (int i = 0; i < 100; i++) {
            retain(NEWS, "", "v" + i);
        }
        List<LastValue> taken = channels.lastValues().takeUnstored(10, 1_000);
        assertThat(taken).hasSize(1);
        assertThat(new String(taken.get(0).frame(), StandardCharsets.UTF_8)).contains("data: v99\n");
        assertThat(channels.lastValues().unstored()).isZero();
    }

    /** And what was cleared, in place of {@code slow-consumer}. */
    @Test
    void aReaderThatTheHistoryHasPassedGetsTheLatestOfEachKey() {
        retain(NEWS, "a", "1");
        retain(NEWS, "b", "1");
        retain(NEWS, "c", "1");
        Cursor cursor = cursor(Subscription.of(List.of(NEWS)));
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        assertThat(read(cursor)).hasSize(4);
        for (int i = 2; i < 100; i++) {
            retain(NEWS, "b", "" + i);
            retain(NEWS, "a", "" + i);
        }
        retain(NEWS, "b", "");
        forgetHistory();
        retain(NEWS, "a", "100");
        assertThat(cursor.isOvertaken()).isFalse();
        assertThat(read(cursor)).containsExactly("data: 100", "data: ", "id: @0123456789ab-201");
        assertThat(cursor.passLoss()).isNull();
    }

    @Test
    void aReaderThatHasMissedAnythingElseIsToldSo() {
        retain(NEWS, "a", "1");
        Cursor cursor = cursor(Subscription.of(List.of(NEWS)));
        cursor.place(new Start(null, channels.lastId(), Duration.ZERO));
        read(cursor);
        retain(NEWS, "a", "2");
        append(NEWS, "passing", null);
        retain(NEWS, "a", "3");
        forgetHistory();
        assertThat(cursor.isOvertaken()).isTrue();
        assertThat(cursor.next()).isNull();
        assertThat(cursor.passLoss()).isEqualTo(ResetReason.SLOW_CONSUMER);
        assertThat(read(cursor)).containsExactly("data: 3", "id: @0123456789ab-4");
    }

    private void forgetHistory() {
        clock.addAndGet(Duration.ofMinutes(3).toMillis());
        channels.dropOld();
    }

    private static List<String> read(Cursor cursor) {
        StringBuilder read = new StringBuilder();
        for (Run run = cursor.next(); run != null; run = cursor.next()) {
            read.append(new String(run.bytes(), run.from(), run.length(), StandardCharsets.UTF_8));
        }
        return frames(read.toString());
    }

    private void retain(ChannelId channel, String key, String data) {
        append(channel, data, new Retain(key));
    }

    private void append(ChannelId channel, String data, @Nullable Retain retain) {
        channels.append(new Event(channel, data, null, null, null).withRetain(retain), ++position);
    }

    private List<String> open(ChannelId... ids) {
        return open(new Start(null, channels.lastId(), Duration.ZERO), ids);
    }

    private List<String> open(Start start, ChannelId... ids) {
        return open(Subscription.of(List.of(ids)), start);
    }

    private List<String> open(Subscription subscription, Start start) {
        Cursor cursor = cursor(subscription);
        cursor.place(start);
        List<String> read = read(cursor);
        assertThat(cursor.isAtEnd()).isTrue();
        return read;
    }

    private Cursor cursor(Subscription subscription) {
        channels.register(subscription, 0, new IdleSink());
        return new Cursor(channels, subscription, "s");
    }

    private static List<String> frames(String text) {
        List<String> frames = new ArrayList<>();
        for (String frame : text.split("\n\n", -1)) {
            if (!frame.isEmpty()) {
                frames.add(frame.replace('\n', '|'));
            }
        }
        return frames;
    }
}

package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What last values take, and what becomes of those that have no room. */
class LastValuesTest {
    private static final ChannelId NEWS = new ChannelId("alice", "news");
    private static final ChannelId SPORT = new ChannelId("alice", "sport");

    private Channels channels = channels(1 << 20);
    private long position = 1;

    @Test
    void whatGivesWayToItsOwnSuccessorIsCountedOutOnce() {
        for (int length = 800; length < 2_000; length += 50) {
            channels = channels(2_000);
            clearAndStore("k");
            clearAndStore("j");
            retain(NEWS, "k", "x".repeat(length));
            assertThat(values().bytes()).isEqualTo(counted());
        }
    }

    /** What was cleared and has a value again is nothing to tell slow readers of, nor to make room with. */
    @Test
    void nothingIsKeptOfWhatWasClearedOnceItHasAValueAgain() {
        clearAndStore("k");
        assertThat(values().clearedAndStored()).isOne();
        retain(NEWS, "k", "again");
        assertThat(values().clearedAndStored()).isZero();
    }

    @Test
    void whatIsTooLongForAnyRoomMakesNone() {
        channels = channels(10_000);
        clearAndStore("k");
        retain(SPORT, "", "x".repeat(20_000));
        assertThat(values().refused()).isOne();
        assertThat(values().clearedAndStored()).isOne();
    }

    @Test
    void valuesOfAChannelShareItsId() {
        retain(new ChannelId("alice", "news"), "a", "1");
        retain(new ChannelId("alice", "news"), "b", "2");
        List<LastValue> both = values().takeUnstored(2, 1_000);
        assertThat(both.get(0).channel()).isSameAs(both.get(1).channel());
    }

    /** An old value would be a wrong one. */
    @Test
    void whatIsFoundStoredAndHasNoRoomTakesTheOlderOneAway() {
        channels = channels(2_000);
        offer("another", 1, 10);
        assertThat(values().values()).isOne();
        offer("another", 2, 3_000);
        assertThat(values().values()).isZero();
        assertThat(values().bytes()).isZero();
    }

    @Test
    void whatStandsBeforeAllThatThisNodeCountsStandsAtItsBeginning() {
        channels.countBy(PositionIds.ofStream("ba9876543210", 1));
        offer("ba9876543210", -10, 10);
        LastValueTable table = Objects.requireNonNull(values().table(NEWS));
        assertThat(Objects.requireNonNull(table.own()).position()).isZero();
    }

    @Test
    void nothingIsKeptOfWhatHadNoValueAnywhere() {
        channels = channels(10_000);
        load();
        retain(NEWS, "k", "");
        retain(SPORT, "", "x".repeat(20_000));
        assertThat(values().refused()).isOne();
        assertThat(values().unstored()).isZero();
        assertThat(values().bytes()).isZero();
        retain(NEWS, "k", "v");
        retain(NEWS, "k", "");
        assertThat(values().unstored()).isOne();
    }

    @Test
    void whatIsClearedIsStoredSoWhereThereMayBeAValueThatIsNotKnown() {
        retain(NEWS, "before all are loaded", "");
        assertThat(values().unstored()).isOne();
        load();
        channels.noteGap(++position);
        retain(NEWS, "after a gap", "");
        assertThat(values().unstored()).isEqualTo(2);
    }

    @Test
    void whatIsClearedBeforeValuesAreLoadedHasABound() {
        channels = channels(10_000);
        for (int i = 0; i < ArrivedValues.MOST_WITHOUT_ROOM; i++) {
            retain(NEWS, "k" + i, "");
        }
        assertThat(values().fault()).isEmpty();
        retain(NEWS, "one more", "");
        assertThat(values().unstored()).isEqualTo(ArrivedValues.MOST_WITHOUT_ROOM);
        assertThat(values().fault()).isPresent();
    }

    /** Else a node would load them again and again, since others might still have more to store. */
    @Test
    void isNoNewsThatHasNoRoomOrIsHere() {
        channels = channels(2_000);
        assertThat(offer("another", 1, 10)).isTrue();
        assertThat(offer("another", 1, 10)).isFalse();
        assertThat(offer("another", 2, 3_000)).as("it took another away").isTrue();
        assertThat(offer("another", 2, 3_000)).isFalse();
    }

    private void load() {
        values().endLoading(values().beginLoading(Duration.ofHours(1)));
    }

    private Channels channels(long retainedBytes) {
        return new Channels(
                PositionIds.ofStream("0123456789ab", 1),
                new Retention(1 << 20, Duration.ofMinutes(1).toMillis(), System::currentTimeMillis),
                retainedBytes,
                System::currentTimeMillis);
    }

    private LastValues values() {
        return channels.lastValues();
    }

    /** By a load that finds nothing else; whether that was news. */
    private boolean offer(String log, long number, int length) {
        StoredPlace place = new StoredPlace(log, 1, number);
        Loading loading = values().beginLoading(Duration.ofHours(1));
        channels.offer(
                new LastValue(NEWS, "", 0, number, "i" + number, new byte[length], false, place),
                place,
                any -> 1,
                loading);
        return values().endLoading(loading);
    }

    private void clearAndStore(String key) {
        retain(NEWS, key, "v");
        retain(NEWS, key, "");
        storeAll();
    }

    private void storeAll() {
        values().noteStored(values().takeUnstored(1_000, 1 << 20));
    }

    private void retain(ChannelId channel, String key, String data) {
        channels.append(new Event(channel, data, null, null, null).withRetain(new Retain(key)), ++position);
    }

    /** What the tables and their values take, looked at one by one. */
    private long counted() {
        long bytes = 0;
        for (LastValueTable table : values().tables().all().toList()) {
            bytes += LastValueTable.heapBytes(table.channel());
            LastValue own = table.own();
            bytes += own == null ? 0 : own.heapBytes();
            for (LastValue value = table.keyAfter(""); value != null; value = table.keyAfter(value.key())) {
                bytes += value.heapBytes();
            }
        }
        return bytes;
    }
}

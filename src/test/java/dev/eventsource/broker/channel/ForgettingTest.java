package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the values that are here a load forgets. What was cleared stays stored for an hour. */
class ForgettingTest {
    private static final Duration CLEARED_LIFE = Duration.ofHours(1);
    private static final ChannelId CHANNEL = new ChannelId("alice", "c");
    private static final String LOG = "0123456789ab";

    /** When the value came in, in minutes; of all other times too. */
    private static final long CAME = 10_000;

    private final Retention retention =
            new Retention(1 << 20, Duration.ofMinutes(1).toMillis(), System::currentTimeMillis);
    private long now = CAME;
    private final Channels channels =
            new Channels(PositionIds.ofNode("epoch"), retention, 1 << 20, () -> TimeUnit.MINUTES.toMillis(now));
    private final LastValues values = channels.lastValues();

    private enum Found {
        NOTHING,
        THE_VALUE,
        THAT_IT_WAS_CLEARED
    }

    @BeforeEach
    void comesInAndIsStored() {
        channels.countBy(PositionIds.ofStream(LOG, 0));
        come("k");
        values.noteStored(values.takeUnstored(10, 1_000));
    }

    /**
     * By the minutes from when it came in to when the feed held last, then until it was whole again, and then until the load that is the
     * first behind that.
     */
    @ParameterizedTest
    @CsvSource({
        // away for a moment: that it was cleared would be stored
        "180,   0,  0, NOTHING,             true",
        "180,   0,  0, THE_VALUE,           true",
        "180,   0,  0, THAT_IT_WAS_CLEARED, false",
        "180,  30,  0, NOTHING,             true",
        // away for long: it may have been cleared, and that be stored no more
        "180,  31,  0, NOTHING,             false",
        "180, 300,  0, NOTHING,             false",
        "180, 300,  0, THE_VALUE,           true",
        "180, 300,  0, THAT_IT_WAS_CLEARED, false",
        // away for a moment, but then MongoDB is
        "180,   1, 29, NOTHING,             true",
        "180,   1, 30, NOTHING,             false",
        "180,   1, 30, THE_VALUE,           true",
        // so young that it would be stored that it was cleared
        " 10,  45,  0, NOTHING,             true",
        " 15,  45,  0, NOTHING,             true",
        " 16,  45,  0, NOTHING,             false",
    })
    void behindAGap(long untilHeard, long away, long untilLoaded, Found found, boolean stays) {
        miss(untilHeard, away);
        now += untilLoaded;
        load(found);
        assertThat(isHere("k")).isEqualTo(stays);
    }

    @Test
    void withoutAGapNothingIsForgotten() {
        now += 300;
        load(Found.NOTHING);
        assertThat(isHere("k")).isTrue();
    }

    /** It waits for MongoDB, or another has it to store. */
    @Test
    void whatWaitsToBeStoredIsNotForgotten() {
        come("waits");
        miss(180, 300);
        load(Found.NOTHING);
        assertThat(isHere("k")).isFalse();
        assertThat(isHere("waits")).isTrue();
    }

    /** Of what came in since, no clearing was missed. */
    @Test
    void whatCameInBehindTheGapIsNotForgotten() {
        miss(1, 60);
        come("since");
        values.noteStored(values.takeUnstored(10, 1_000));
        now += 90;
        load(Found.NOTHING);
        assertThat(isHere("k")).isFalse();
        assertThat(isHere("since")).isTrue();
    }

    /** When all is known again, a gap counts from when the feed held last before it, and not from the one before. */
    @Test
    void aLoadIsForTheGapsBeforeIt() {
        miss(0, 60);
        come("since");
        values.noteStored(values.takeUnstored(10, 1_000));
        load(Found.THE_VALUE);
        miss(180, 1);
        load(Found.NOTHING);
        assertThat(isHere("k")).isTrue();
        assertThat(isHere("since")).isTrue();
    }

    /** As it was before the load, until one comes to its end. */
    @Test
    void aLoadThatBreaksOffSettlesNothing() {
        miss(180, 60);
        Loading broken = values.beginLoading(CLEARED_LIFE);
        offer(Found.THE_VALUE, broken);
        assertThat(isHere("k")).isTrue();
        load(Found.NOTHING);
        assertThat(isHere("k")).isFalse();
    }

    @Test
    void aGapInTheMidstOfALoadIsForTheNextOne() {
        come("other");
        values.noteStored(values.takeUnstored(10, 1_000));
        heard(180);
        channels.noteGap(channels.last() + 1);
        Loading first = values.beginLoading(CLEARED_LIFE);
        now += 60;
        channels.noteGap(channels.last() + 1);
        values.endLoading(first);
        assertThat(isHere("k")).isTrue();
        load(Found.NOTHING);
        assertThat(isHere("k")).isFalse();
    }

    private void heard(long minutes) {
        now += minutes;
        channels.noteHeard(TimeUnit.MINUTES.toMillis(now));
    }

    private void miss(long untilHeard, long away) {
        heard(untilHeard);
        now += away;
        channels.noteGap(channels.last() + 10);
        channels.noteHeard(TimeUnit.MINUTES.toMillis(now));
    }

    private void load(Found found) {
        Loading loading = values.beginLoading(CLEARED_LIFE);
        offer(found, loading);
        values.endLoading(loading);
    }

    /** Of the value, which came in first; or of its clearing behind it. */
    private void offer(Found found, Loading loading) {
        if (found != Found.NOTHING) {
            boolean isCleared = found == Found.THAT_IT_WAS_CLEARED;
            long number = isCleared ? 2 : 1;
            StoredPlace place = new StoredPlace(LOG, 1, number);
            channels.offer(
                    new LastValue(CHANNEL, "k", 0, number, "i", new byte[0], isCleared, place),
                    place,
                    any -> 1,
                    loading);
        }
    }

    private void come(String key) {
        channels.append(new Event(CHANNEL, "v", null, null, null).withRetain(new Retain(key)), channels.last() + 1);
    }

    private boolean isHere(String key) {
        LastValueTable table = values.table(CHANNEL);
        return table != null && table.get(key) != null;
    }
}

package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.Retain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which events come once. */
class OnceKeysTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long WINDOW = 60_000;
    private static final ChannelId NEWS = new ChannelId("alice", "news");

    private final AtomicLong nanoTime = new AtomicLong();
    private final OnceKeys keys = new OnceKeys(WINDOW, 1 << 20, nanoTime::get);

    @Test
    void theFirstUnderAKeyComesAndNoOther() {
        assertThat(comes(keys, event("k", "a"), "1")).isTrue();
        assertThat(comes(keys, event("k", "a"), "2")).isFalse();
        assertThat(comes(keys, event("k", "b"), "3")).isFalse();
        assertThat(comes(keys, event("l", "a"), "4")).isTrue();
        assertThat(keys.find(event("k", "a"))).get().extracting(First::id).isEqualTo("1");
        assertThat(keys.duplicates()).containsEntry("same", 1L).containsEntry("other", 1L);
    }

    @Test
    void theLastValueOfAKeyIsAnotherEventThanItsChannels() {
        comes(keys, event("k", "a"), "1");
        assertThat(comes(keys, event("k", "a").withRetain(Retain.CHANNEL), "2")).isFalse();
        assertThat(comes(keys, event("k", "a").withRetain(new Retain("row")), "3"))
                .isFalse();
        assertThat(keys.duplicates()).containsEntry("same", 1L).containsEntry("other", 1L);
    }

    /** Where a node has no feed, nobody tells it the log's time; what the log says of the key still counts. */
    @Test
    void aKeyIsNotAnsweredFromOnceItsTimeIsOverByTheNodesClock() {
        keys.noteTime(NOW);
        comes(keys, event("k", "a"), "1");
        OnceKey key = OnceKey.of(event("k", "a"));
        nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(WINDOW));
        assertThat(keys.findInTime(key)).isPresent();
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(6));
        assertThat(keys.findInTime(key)).isEmpty();
        assertThat(keys.find(key)).isPresent();
        keys.noteTime(NOW + 1);
        assertThat(keys.findInTime(key)).isPresent();
    }

    @Test
    void whatHasNoKeyComesHoweverOften() {
        Event event = new Event(NEWS, "d", null, null, null);
        assertThat(comes(keys, event, "1")).isTrue();
        assertThat(comes(keys, event, "2")).isTrue();
        assertThat(keys.size()).isZero();
    }

    @Test
    void usersHaveKeysOfTheirOwn() {
        assertThat(comes(keys, event("k", "a"), "1")).isTrue();
        assertThat(comes(keys, event(new ChannelId("bob", "news"), "k", "a"), "2"))
                .isTrue();
        assertThat(comes(keys, event(new ChannelId(null, "news"), "k", "a"), "3"))
                .isTrue();
    }

    @Test
    void aKeyIsForgottenWhenTheMarksInTheLogSayThatItsTimeIsOver() {
        keys.noteTime(NOW);
        comes(keys, event("k", "a"), "1");
        keys.noteTime(NOW + WINDOW);
        assertThat(comes(keys, event("k", "a"), "2"))
                .as("whose time begins anew")
                .isFalse();
        keys.noteTime(NOW + 2 * WINDOW);
        assertThat(keys.find(event("k", "a"))).get().extracting(First::id).isEqualTo("1");
        keys.noteTime(NOW + 2 * WINDOW + 1);
        assertThat(comes(keys, event("k", "a"), "3")).isTrue();
    }

    @Test
    void aMarkOfAnEarlierTimeTurnsNothingBack() {
        keys.noteTime(NOW);
        comes(keys, event("k", "a"), "1");
        keys.noteTime(NOW - 10 * WINDOW);
        comes(keys, event("l", "a"), "2");
        keys.noteTime(NOW + WINDOW);
        assertThat(keys.size()).isEqualTo(2);
    }

    @Test
    void aMarkThatIsFarAheadOfTheClockSaysNothing() {
        long now = System.currentTimeMillis();
        keys.noteTime(now);
        comes(keys, event("k", "a"), "1");
        keys.noteTime(now + 600_000);
        assertThat(comes(keys, event("k", "a"), "2")).isFalse();
    }

    @Test
    void whatCameBeforeTheFirstMarkCountsAsComeWithIt() {
        comes(keys, event("k", "a"), "1");
        keys.noteTime(NOW);
        assertThat(comes(keys, event("k", "a"), "2")).isFalse();
        keys.noteTime(NOW + WINDOW + 1);
        assertThat(keys.size()).isZero();
    }

    @Test
    void theOldestAreForgottenWhereThereIsNoRoom() {
        OnceKeys few = new OnceKeys(WINDOW, 1_000, nanoTime::get);
        for (int i = 0; i < 100; i++) {
            comes(few, event("k" + i, "a"), "id-" + i);
        }
        assertThat(few.size()).isBetween(2, 10);
        assertThat(few.forgottenEarly()).isEqualTo(100 - few.size());
        assertThat(few.find(event("k99", "a"))).isPresent();
        assertThat(few.find(event("k0", "a"))).isEmpty();
    }

    /** As a node that starts anew reads it: from somewhere on, with all that the window has. */
    @Test
    void whoReadsTheSameLogLetsTheSameCome() {
        OnceKeys other = new OnceKeys(WINDOW, 1 << 20, nanoTime::get);
        List<Boolean> here = new ArrayList<>();
        List<Boolean> there = new ArrayList<>();
        Random random = new Random(17);
        for (int i = 0; i < 3_000; i++) {
            Event event = event("k" + random.nextInt(60), "a");
            keys.noteTime(NOW + i * 1_000L);
            boolean isFirst = comes(keys, event, "id-" + i);
            if (i >= 1_000) {
                other.noteTime(NOW + i * 1_000L);
                boolean isFirstThere = comes(other, event, "id-" + i);
                if (i >= 1_000 + WINDOW / 1_000) {
                    here.add(isFirst);
                    there.add(isFirstThere);
                }
            }
        }
        assertThat(there).isEqualTo(here).contains(true, false);
    }

    private static boolean comes(OnceKeys keys, Event event, String id) {
        boolean isFirst = keys.isFirst(event);
        if (isFirst) {
            keys.note(event, id);
        }
        return isFirst;
    }

    private static Event event(String key, String data) {
        return event(NEWS, key, data);
    }

    private static Event event(ChannelId channel, String key, String data) {
        return new Event(channel, data, null, null, null).withOnce(key);
    }
}

package dev.eventsource.broker.channel;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.topic.TopicSelector;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OlderUpdatesTest {
    private static final long ENOUGH = 1_000_000;

    private final HeldUpdates all = new HeldUpdates(new AtomicLong());
    private final LogShare share = new LogShare(1 << 20);
    private final Directory directory = new Directory(new Timeline(PositionIds.ofStream("name", 1), 1_000));

    private UpdateLog log(long from, Set<TopicSelector> allowed, String... wanted) {
        return new UpdateLog(new UpdateId(selectors(wanted), allowed), all, directory, from, share);
    }

    private static Set<TopicSelector> selectors(String... texts) {
        return Stream.of(texts).map(TopicSelector::parse).collect(toSet());
    }

    private void add(long position, boolean isPrivate, String... topics) {
        all.add(position, new Update(List.of(topics), isPrivate, null));
    }

    private static long[] positions(UpdateLog log) {
        return LongStream.iterate(log.firstPositionAfter(0), p -> p < Long.MAX_VALUE, log::firstPositionAfter)
                .toArray();
    }

    @Test
    void comeToEachLogThatIsToHaveThemAndBeganBehindThem() {
        add(1, false, "/a/1");
        add(2, false, "/a/1", "/b");
        add(3, true, "/a/1", "/may");
        add(4, false, "/b");
        add(5, false, "/a/2");
        UpdateLog template = log(4, Set.of(), "/a/{id}");
        UpdateLog topic = log(9, Set.of(), "/b");
        UpdateLog ofPrivate = log(9, selectors("/may"), "/a/{id}", "/b");
        OlderUpdates.putInFront(List.of(template, topic, ofPrivate), all, ENOUGH, ENOUGH, 1);
        assertThat(positions(template)).containsExactly(2);
        assertThat(positions(topic)).containsExactly(2, 4);
        assertThat(positions(ofPrivate)).containsExactly(3);
        assertThat(Stream.of(template, topic, ofPrivate)).allSatisfy(log -> {
            assertThat(log.from()).isEqualTo(1);
            assertThat(log.droppedThrough()).isZero();
        });
    }

    /** The stream is told, as of what is dropped. */
    @Test
    void areGoneForALogWhereThereIsNoRoomForThem() {
        LongStream.rangeClosed(1, 10).forEach(position -> add(position, false, "/a"));
        UpdateLog log = log(20, Set.of(), "/a");
        OlderUpdates.putInFront(List.of(log), all, 4, ENOUGH, 0);
        assertThat(log.droppedThrough()).isEqualTo(6);
        assertThat(positions(log)).containsExactly(7, 8, 9, 10);
    }

    /** Whoever waits for the thread waits so long. */
    @Test
    void areGoneForALogWhereItTakesTooLongToLookForThem() {
        LongStream.rangeClosed(1, 1_000).forEach(position -> add(position, false, "/a/" + position));
        UpdateLog log = log(2_000, Set.of(), "/a/{id}");
        OlderUpdates.putInFront(List.of(log), all, ENOUGH, 10_000, 0);
        long gone = log.droppedThrough();
        assertThat(gone).isBetween(500L, 999L);
        assertThat(positions(log)).hasSize((int) (1_000 - gone)).startsWith(gone + 1);
    }

    @Test
    void thatAreDroppedMeanwhileAreSaidToBe() {
        LongStream.rangeClosed(1, 10).forEach(position -> add(position, false, "/a"));
        UpdateLog log = log(20, Set.of(), "/a");
        all.dropThrough(7);
        OlderUpdates.putInFront(List.of(log), all, ENOUGH, ENOUGH, 3);
        assertThat(log.droppedThrough()).isEqualTo(7);
        assertThat(positions(log)).containsExactly(8, 9, 10);
    }

    /** Of two that look at once, one may have been there before. */
    @Test
    void areNotPutThereTwice() {
        UpdateLog log = log(20, Set.of(), "/a");
        log.putInFront(10, 10, 12, 15);
        log.putInFront(5, 5, 7, 12, 15);
        log.putInFront(8, 8, 12, 15);
        assertThat(positions(log)).containsExactly(7, 12, 15);
        assertThat(log.from()).isEqualTo(5);
    }
}

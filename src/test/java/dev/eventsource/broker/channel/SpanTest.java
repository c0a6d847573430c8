package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static Span upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().reduce(Span.EMPTY, Span::and, (one, other) -> other);
    }

    private static long[] positions(Span span) {
        return LongStream.of(span.array()).skip(span.from()).limit(span.size()).toArray();
    }

    @Test
    void takesLittleWhereLittleIsLeft() {
        Span all = upTo(1_000);
        Span few = all.after(990);
        assertThat(positions(few)).containsExactly(991, 992, 993, 994, 995, 996, 997, 998, 999, 1_000);
        assertThat(few.heapBytes()).isLessThan(all.heapBytes() / 10);
        assertThat(positions(few.and(1_001))).hasSize(11).endsWith(1_001);
        assertThat(all.after(1_000)).isSameAs(Span.EMPTY);
        assertThat(Span.EMPTY.after(5)).isSameAs(Span.EMPTY);
    }

    /** As in a log that is as long as the history. */
    @Test
    void isNotCopiedEachTimeWhereItGetsWhatItDrops() {
        Span span = upTo(1_000);
        int copies = 0;
        for (long position = 1_001; position <= 11_000; position++) {
            Span next = span.after(position - 1_000).and(position);
            copies += next.array() == span.array() ? 0 : 1;
            span = next;
        }
        assertThat(copies).isLessThan(100);
        assertThat(positions(span)).hasSize(1_000).startsWith(10_001).endsWith(11_000);
    }

    @Test
    void takesOlderOnesInFrontThatAreAfterAPosition() {
        Span span = Span.EMPTY.and(7).and(9);
        assertThat(positions(span.behind(new long[] {1, 3, 5}, 2))).containsExactly(3, 5, 7, 9);
        assertThat(positions(span.behind(new long[] {1, 3, 5}, 5))).containsExactly(7, 9);
        assertThat(positions(Span.EMPTY.behind(new long[] {1}, 0))).containsExactly(1);
    }

    @Test
    void saysWhichIsTheLastThrough() {
        Span span = Span.EMPTY.and(7).and(9);
        assertThat(span.lastThrough(6)).isZero();
        assertThat(span.lastThrough(8)).isEqualTo(7);
        assertThat(span.lastThrough(9)).isEqualTo(9);
        assertThat(Span.EMPTY.lastThrough(9)).isZero();
    }
}

package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many patterns the streams of one user have, and how many words between two {@code #} in them. */
class PatternRoomTest {
    private final Channels channels =
            new Channels(PositionIds.ofNode("epoch"), new Retention(1 << 20, 600_000, System::currentTimeMillis));

    private static Subscription patterns(Stream<String> patterns) {
        return Subscription.of(
                "alice", List.of(), patterns.map(ChannelPattern::parse).toList());
    }

    private static Subscription patterns(String... patterns) {
        return patterns(Stream.of(patterns));
    }

    /** With so many words between two {@code #}, and one more of these. */
    private static Subscription words(String first, int words) {
        return patterns(IntStream.range(0, words - 1).mapToObj(i -> "#." + first + i + ".#"));
    }

    @Test
    void whatIsTooMuchAloneIsSaidToBeSo() {
        assertThat(words("w", UserPatterns.MOST_SEARCHED).isTooWide()).isFalse();
        assertThat(words("w", UserPatterns.MOST_SEARCHED + 1).isTooWide()).isTrue();
        assertThat(patterns("a.#", "*.b").isTooWide()).isFalse();
    }

    /** Or else it would wait for ever, with nobody beside it. */
    @Test
    void whatIsNotTooMuchAloneHasRoomWhereNobodyElseIs() {
        String shared = "#." + "w.".repeat(29);
        Subscription alike = patterns(IntStream.range(0, 32).mapToObj(i -> shared + i + ".#"));
        assertThat(alike.isTooWide()).as("alike words count once").isFalse();
        assertThat(channels.hasRoomFor(alike)).isTrue();
        assertThat(channels.register(alike, 0, new IdleSink())).isTrue();
    }

    @Test
    void streamsThatShowNothingHaveHalfOfTheWordsAndLeaveTheOthers() {
        Subscription publicly = words("p", UserPatterns.MOST_SEARCHED / 2).ofAnybody();
        assertThat(channels.register(publicly, 0, new IdleSink())).isTrue();
        assertThat(channels.register(publicly, 0, new IdleSink()))
                .as("the same")
                .isTrue();
        Subscription one = patterns("#.one.#");
        assertThat(channels.hasRoomFor(one.ofAnybody())).isFalse();
        assertThat(channels.register(one.ofAnybody(), 0, new IdleSink())).isFalse();
        assertThat(words("p", UserPatterns.MOST_SEARCHED / 2 + 1).ofAnybody().isTooWide())
                .isTrue();
        assertThat(channels.register(words("t", UserPatterns.MOST_SEARCHED / 2), 0, new IdleSink()))
                .isTrue();
    }

    @Test
    void streamsThatShowNothingHaveHalfOfThePatterns() {
        for (int i = 0; i < UserPatterns.MOST / 2; i++) {
            assertThat(channels.register(patterns("p" + i + ".#").ofAnybody(), 0, new IdleSink()))
                    .isTrue();
        }
        assertThat(channels.register(patterns("one.#").ofAnybody(), 0, new IdleSink()))
                .isFalse();
        for (int i = 0; i < UserPatterns.MOST / 2; i++) {
            assertThat(channels.register(patterns("t" + i + ".#"), 0, new IdleSink()))
                    .isTrue();
        }
    }

    /** Though a stream is taken out twice where it is ended while it opens. */
    @Test
    void givesBackWhatStreamsThatShowNothingHadOnce() {
        Subscription publicly = words("p", UserPatterns.MOST_SEARCHED / 2).ofAnybody();
        IdleSink first = new IdleSink();
        IdleSink second = new IdleSink();
        channels.register(publicly, 0, first);
        channels.register(publicly, 0, second);
        Subscription one = patterns("#.one.#").ofAnybody();
        channels.unregister(publicly, first);
        channels.unregister(publicly, first);
        assertThat(channels.hasRoomFor(one)).as("another stream has them").isFalse();
        channels.unregister(publicly, second);
        assertThat(channels.hasRoomFor(one)).isTrue();
    }
}

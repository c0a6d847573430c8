package dev.eventsource.broker.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.channel.ChannelPattern;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublicChannelsTest {
    private static final String NAME = "w." + "some.words.".repeat(20) + "end";

    private static PublicChannels of(int patterns) {
        return PublicChannels.parse(
                IntStream.range(0, patterns).mapToObj(i -> "*.#." + i).toList());
    }

    /** Each anonymous stream's channels are looked at each fifteen seconds; what that takes shows in what it allocates. */
    @Test
    void takeANameToWordsOnceHoweverManyTheyAre() {
        PublicChannels one = of(1);
        PublicChannels many = of(PublicChannels.MOST);
        long forOne = allocatedBy(one);
        assertThat(forOne).isPositive();
        assertThat(allocatedBy(many)).isLessThan(3 * forOne);
    }

    private static long allocatedBy(PublicChannels channels) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(channels.have(NAME)).isFalse();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            channels.have(NAME);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void haveWhatOneOfThemMatches() {
        PublicChannels some = PublicChannels.parse(List.of("news", "a.*", "scores.#", "*.b"));
        assertThat(List.of("news", "a.1", "scores", "scores.7.8", "x.b")).allMatch(some::have);
        assertThat(List.of("new", "news.1", "a", "a.1.2", "score", "x.b.c")).noneMatch(some::have);
    }

    /** Also where another would match less: what is public is what the list says. */
    @Test
    void haveAPatternInItsOwnWordsAlone() {
        PublicChannels some = PublicChannels.parse(List.of("scores.#", "news"));
        assertThat(some.haveAll(List.of("news", "scores.1"), List.of(ChannelPattern.parse("scores.#"))))
                .isTrue();
        assertThat(List.of("#", "scores.*", "*", "scores.#.a"))
                .noneMatch(other -> some.haveAll(List.of(), List.of(ChannelPattern.parse(other))));
        assertThat(some.haveAll(List.of("news", "closed"), List.of())).isFalse();
        assertThat(PublicChannels.NONE.haveAll(List.of("news"), List.of())).isFalse();
    }
}

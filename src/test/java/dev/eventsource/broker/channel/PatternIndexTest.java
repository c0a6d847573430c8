package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternIndexTest {
    private static final List<String> WORDS = List.of("a", "b", "c", "*", "#");

    private final PatternIndex<String> index = new PatternIndex<>();

    @Test
    void findsEachThatMatchesOnce() {
        Random random = new Random(2);
        List<String> patterns =
                Stream.generate(() -> words(random)).distinct().limit(2_000).toList();
        patterns.forEach(this::add);
        for (int i = 0; i < 500; i++) {
            String name = words(random);
            assertThat(match(name))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(patterns.stream()
                            .filter(pattern -> NaivePattern.matches(pattern, name))
                            .toList());
        }
    }

    @Test
    void isEmptyWhenAllThatWasAddedHasBeenRemoved() {
        Random random = new Random(3);
        List<String> patterns =
                Stream.generate(() -> words(random)).distinct().limit(500).toList();
        patterns.forEach(this::add);
        for (String pattern : patterns) {
            assertThat(index.isEmpty()).isFalse();
            index.remove(ChannelPattern.parse(pattern), pattern);
            assertThat(match("a.b.c")).doesNotContain(pattern);
        }
        assertThat(index.isEmpty()).isTrue();
        assertThat(index.searched()).isZero();
    }

    /** As many as it comes by without them. */
    @ParameterizedTest
    @ValueSource(strings = {"room.%d.#", "room.%d.*", "#.%d", "*.%d.#", "room.#.%d", "room.seven.*.%d", "other%d"})
    void comesByNoneOfTenThousandThatDoNotMatch(String pattern) {
        List<String> matching = List.of("room.seven.#", "#", "*.seven.talk", "room.*.*");
        List<String> nearby = List.of(pattern.formatted(10_001));
        matching.forEach(this::add);
        nearby.forEach(this::add);
        List<String> name = ChannelPattern.wordsOf("room.seven.talk");
        int alone = index.match(name, value -> {});
        for (int i = 0; i < 10_000; i++) {
            add(pattern.formatted(i));
        }
        assertThat(index.match(name, value -> {})).isEqualTo(alone).isLessThan(20);
        assertThat(match("room.seven.talk")).containsExactlyInAnyOrderElementsOf(matching);
    }

    @Test
    void comesByEachNodeOnceForAWordWhereThereAreManyWaysToMatch() {
        String pattern = String.join(".", Collections.nCopies(15, "#.a")) + ".b";
        add(pattern);
        int visited = index.match(ChannelPattern.wordsOf(String.join(".", Collections.nCopies(128, "a"))), value -> {});
        assertThat(visited).isLessThan(128 * 2 * ChannelPattern.MAX_WORDS);
    }

    /** Each {@code ?} is an empty word in some of a thousand patterns and {@code *} in others, so that a name of dots goes all ways. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "#..?.?.?.?.?.?.?.?.?.?....................",
                "?.?.?.?.?.?.?.?.?.?.#.....................",
                "?.?.?.?.?.?.?.?.?.?.#",
                "#..?.?.?.?.?.?.?.?.?.?...................#",
                "?.?.?.?.?.?.?.?.?.?..#............#.",
                "#..?.?.?.?.?.#..?.?.?.?.?.#......",
                "#.....#.?.?.?.?.?.?.?.?.?.?................"
            })
    void comesByABoundedNumberOfNodesHoweverPatternsAndNameAreMade(String shape) {
        // Behind which all those that begin with '#' might be looked for at each word.
        index.add(ChannelPattern.parse("#.a.#"), "#.a.#");
        for (int i = 0; i < 1 << 10; i++) {
            ChannelPattern pattern = ChannelPattern.parse(wildcards(shape, i));
            if (index.size() < UserPatterns.MOST
                    && index.searched() + PatternIndex.searched(List.of(pattern)) <= UserPatterns.MOST_SEARCHED) {
                index.add(pattern, pattern.text());
            }
        }
        int words = ChannelPattern.MAX_WORDS + 2;
        for (String name : List.of(".".repeat(254), ".".repeat(254) + "a", "a" + ".".repeat(30))) {
            assertThat(index.match(ChannelPattern.wordsOf(name), value -> {}))
                    .isLessThan(UserPatterns.MOST * words + UserPatterns.MOST_SEARCHED * 257)
                    .isLessThan(100_000);
        }
    }

    private static String wildcards(String shape, int bits) {
        StringBuilder pattern = new StringBuilder();
        int left = bits;
        for (int i = 0; i < shape.length(); i++) {
            char c = shape.charAt(i);
            pattern.append(c != '?' ? "" + c : left % 2 == 0 ? "" : "*");
            left = c == '?' ? left / 2 : left;
        }
        return pattern.toString();
    }

    private void add(String pattern) {
        index.add(ChannelPattern.parse(pattern), pattern);
    }

    private List<String> match(String name) {
        List<String> matching = new ArrayList<>();
        index.match(ChannelPattern.wordsOf(name), matching::add);
        return matching;
    }

    private static String words(Random random) {
        return Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
                .limit(1 + random.nextInt(5))
                .collect(Collectors.joining("."));
    }
}

package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPatternTest {
    private static final List<String> PATTERN_WORDS = List.of("a", "b", "", "*", "#", "#");
    private static final List<String> NAME_WORDS = List.of("a", "b", "", "*", "#");

    @ParameterizedTest
    @CsvSource({
        "news, news, true",
        "news, news.sport, false",
        "news, News, false",
        "news.*, news.sport, true",
        "news.*, news, false",
        "news.*, news.sport.tennis, false",
        "news.*, news., true",
        "*, news, true",
        "*, news.sport, false",
        "*.*, news, false",
        "news.#, news, true",
        "news.#, news.sport.tennis, true",
        "news.#, newspaper, false",
        "#, news, true",
        "#, ..., true",
        "#.tennis, tennis, true",
        "#.tennis, news.sport.tennis, true",
        "#.tennis, news.tennis.sport, false",
        "news.#.tennis, news.tennis, true",
        "#.a.#.b, a.a.b.a.b, true",
        "#.*, news, true",
        "#.*.#.*, news, false",
        "a..b, a..b, true",
        "a..b, a.b, false",
        "orders.*, orders.*, true",
        "größe.*, größe.😀, true"
    })
    void matchesAsRabbitMqDoes(String pattern, String name, boolean expected) {
        assertThat(ChannelPattern.parse(pattern).matches(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"news*", "news.#sport", "**", "##", "a.*#.b"})
    void refusesWildcardsThatAreNotWholeWords(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelPattern.parse(text))
                .withMessageContaining("stand for whole words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000", "\ud800"})
    void refusesWhatIsNoName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelPattern.parse(text))
                .withMessageContaining("1 to 255 characters");
    }

    @Test
    void isAsLongAsNamesAreAndNoLonger() {
        assertThat(ChannelPattern.parse("😀".repeat(255)).matches("😀".repeat(255)))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelPattern.parse("a".repeat(256)))
                .withMessageContaining("1 to 255 characters");
    }

    @Test
    void hasABoundedNumberOfWords() {
        assertThat(ChannelPattern.parse(repeat("*", 32)).matches(repeat("a", 32)))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelPattern.parse(repeat("*", 33)))
                .withMessageContaining("at most 32 words");
    }

    @Test
    void isTheSameHoweverItsWildcardsAreOrdered() {
        assertThat(ChannelPattern.parse("#.*.#.a.#.#")).isEqualTo(ChannelPattern.parse("*.#.a.#"));
        assertThat(ChannelPattern.parse("#.*").text()).isEqualTo("*.#");
    }

    @Test
    void agreesWithAnAlgorithmThatTriesEverything() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            String pattern = words(random, PATTERN_WORDS);
            String name = words(random, NAME_WORDS);
            if (!pattern.isEmpty() && !name.isEmpty()) {
                assertThat(ChannelPattern.parse(pattern).matches(name))
                        .as("%s of %s", pattern, name)
                        .isEqualTo(NaivePattern.matches(pattern, name));
            }
        }
    }

    private static String words(Random random, List<String> words) {
        return Stream.generate(() -> words.get(random.nextInt(words.size())))
                .limit(1 + random.nextInt(6))
                .collect(Collectors.joining("."));
    }

    private static String repeat(String word, int times) {
        return String.join(".", Collections.nCopies(times, word));
    }
}

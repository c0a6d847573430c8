package dev.eventsource.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.url.HubUrl;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternTest {
    private static final HubUrl HUB = HubUrl.of("https://hub.example.org/.well-known/mercure");

    private static TopicSelector pattern(String text) {
        return TopicSelector.urlPattern(text, HUB);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " <- ",
            quoteCharacter = '`',
            value = {
                "* <- anything at all",
                "https://example.com/books/:id <- https://example.com/books/1",
                "https://example.com/books/:id <- https://example.com/books/1?page=2#top",
                "https://example.com/books/:id <- https://user:word@EXAMPLE.com:443/x/../books/1",
                "https://example.com/books/:id? <- https://example.com/books",
                "https://example.com/:a/:b <- https://example.com/books/1",
                "https://example.com/:a+ <- https://example.com/books/1/2",
                "https://example.com/books/:a* <- https://example.com/books",
                "https://example.com/users/42/* <- https://example.com/users/42/books/1",
                "https://example.com/books/(\\d+) <- https://example.com/books/12",
                "https://example.com/books/:id([a-c]{2,3}|x) <- https://example.com/books/abc",
                "https://example.com/:name.json <- https://example.com/1.json",
                "https://example.com/{books/}?1 <- https://example.com/1",
                "https://example.com/{a-:b}+ <- https://example.com/a-1a-2",
                "https://example.com/é/:id <- https://example.com/%C3%A9/1",
                "https://example.com/a\\:b <- https://example.com/a:b",
                "https://*.example.com/ <- https://a.b.example.com",
                "https://{:sub.}?example.com/ <- https://example.com/",
                "http{s}?://example.com/* <- http://example.com/a",
                "*://example.com/* <- ftp://example.com/a",
                "https://example.com:* <- https://example.com:8080/",
                "https://example.com:80:more(\\d*) <- https://example.com:8081/",
                "https://example.com/a?q=:v#:f <- https://example.com/a?q=1#x",
                "https://:user:*@example.com/ <- https://me@example.com/",
                "https://[\\:\\:1]/:a <- https://[0:0::1]/x",
                "/books/:id <- /books/1",
                "/books/:id <- https://hub.example.org/books/1",
                "books/:id <- /.well-known/books/1",
                "?q=:v <- /.well-known/mercure?q=1",
                "#:f <- #x",
                "data\\:text/* <- data:text/plain,a",
                "urn\\:isbn\\:* <- urn:isbn:1/2",
            })
    void matches(String text, String topic) {
        assertThat(pattern(text).matches(topic)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " <- ",
            quoteCharacter = '`',
            value = {
                "https://example.com/books/:id <- https://example.com/books/",
                "https://example.com/books/:id <- https://example.com/books/1/reviews",
                "https://example.com/books/:id <- https://example.com/Books/1",
                "https://example.com/books/:id <- http://example.com/books/1",
                "https://example.com/books/:id <- https://example.com:8443/books/1",
                "https://example.com/books/:id <- https://www.example.com/books/1",
                "https://example.com/books/:id <- /books/1",
                "https://example.com/books/:id <- https://example.com:x/books/1",
                "https://example.com/books/(\\d+) <- https://example.com/books/a",
                "https://example.com/([^a]+)\\?x <- https://example.com/b?c#x",
                "https://:sub.example.com/ <- https://a.b.example.com/",
                "https://example.com/a?q=:v <- https://example.com/a",
                "https://example.com/a#f <- https://example.com/a?q#f",
                "/books/:id <- https://example.com/books/1",
                "?q=:v <- /other?q=1",
                "/:a <- a",
                "*://*/a <- https://[a",
            })
    void doesNotMatch(String text, String topic) {
        assertThat(pattern(text).matches(topic)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a\u200B",
                "/a\nb",
                "/:",
                "/(",
                "/()",
                "/((a))",
                "/(?=a)",
                "/(?:a){2}x(",
                "/((?:a){9})",
                "/(a**)",
                "/([z-a])",
                "/(a|\\b)",
                "/(\\1)",
                "/(^a)",
                "/(é)",
                "/{a",
                "/a}",
                "/{:a:b}",
                "/+",
                "/:a/:a",
                "/a\\",
                "https://a b/",
                "https://example.com:port/:x/(",
                "h_t://a/",
            })
    void refusesWhatIsNotWellFormed(String text) {
        assertThatThrownBy(() -> pattern(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("An? .* takes? .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/(a{99})",
                "/(a{40})/(b{40})",
                "(h{60}|.*)://a/",
                "/(\\w{9})(\\w{9})(\\w{9})(\\w{9})(\\w{9})(\\w{9})"
            })
    void refusesWhatWouldTakeTooMuch(String text) {
        assertThatThrownBy(() -> pattern(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("A URL pattern takes no more .*");
        assertThatThrownBy(() -> pattern("/" + ":a(\\w+)".repeat(140))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Encoded it is several times as long, and each node looks for its beginnings. */
    @Test
    void refusesWhatBeginsWithMoreThanATopicIsLong() {
        assertThat(pattern("/" + "€".repeat(100) + ":id").prefix()).hasSizeBetween(900, 1_024);
        assertThat(pattern("https://example.com/" + "a".repeat(980) + "/:id").prefix())
                .hasSizeBetween(1_000, 1_024);
        for (String begins : new String[] {"/" + "€".repeat(1_020), "/" + "€".repeat(120), "/" + "a".repeat(1_015)}) {
            assertThatThrownBy(() -> pattern(begins + ":id"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("A URL pattern takes at most 1024 characters, .*");
        }
    }

    /** A matcher that goes back would be at it for longer than anybody lives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/*a*b*c*d*e*f*g*h!",
                "https://example.com/:a:b:c:d:e:f:g:h!",
                "https://example.com/{:a}*{:b}*{:c}*!",
                "https://example.com/((?:(?:a*)*)*!)",
                "https://example.com/((?:a|a|a|a)*)*!",
                "*://*.*.*.*.*/*/*/*/*/*!"
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isDoneInLinearTimeWhateverThePattern(String text) {
        TopicSelector selector = pattern(text);
        assertThat(selector.matches("https://example.com/" + "a".repeat(1_000))).isFalse();
        assertThat(selector.matches("https://" + "a.".repeat(400) + "/" + "/a".repeat(90)))
                .isFalse();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isReadInLinearTime() {
        for (String repeated : new String[] {"{", "(?:", "\\", ":a", "{a}?", "/../", "(", "[", "*", "é"}) {
            for (int i = 0; i < 200; i++) {
                try {
                    pattern("https://a" + i + "/" + repeated.repeat(900 / repeated.length()));
                } catch (IllegalArgumentException refused) {
                    // As most of these are.
                }
            }
        }
    }

    /** It is only compared. */
    @Test
    void takesNoMoreForWhatAPatternBeginsWith() {
        TopicSelector selector = pattern("https://example.com/a/long/way/to/:id");
        assertThat(selector.prefix()).isEqualTo("\nhttps\nexample.com\n\n/a/long/way/to/");
        assertThat(selector.weight())
                .isEqualTo(pattern("https://example.com/:id").weight())
                .isLessThan(20);
    }

    @Test
    void isAnotherThanWhatHasTheSameTextOtherwise() {
        TopicSelector pattern = pattern("/a/{b}");
        assertThat(pattern)
                .isEqualTo(pattern("/a/{b}"))
                .isNotEqualTo(TopicSelector.parse("/a/{b}"))
                .isNotEqualTo(TopicSelector.exact("/a/{b}"));
        assertThat(TopicSelector.exact("/a/{b}").matches("/a/1")).isFalse();
        assertThat(TopicSelector.exact("/a/{b}").matches("/a/{b}")).isTrue();
        assertThat(TopicSelector.exact("/a")).isEqualTo(TopicSelector.parse("/a"));
        assertThat(pattern("*")).isEqualTo(TopicSelector.exact("*"));
    }

    /** So that a topic needs not be looked at by what cannot be read. */
    @Test
    void doesNotMatchWhatIsLongerReadThanAnyTopicIsLong() {
        assertThat(pattern("https://example.com/*").matches("https://example.com/" + "é".repeat(500)))
                .isTrue();
        assertThat(pattern("https://example.com/*").matches("https://example.com/" + "é".repeat(1_000)))
                .isFalse();
    }
}

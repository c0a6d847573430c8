package dev.eventsource.broker.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expansions are those of RFC 6570, sections 1.2 and 3.2, where the template and the string stand there. */
class TopicSelectorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "* | anything at all",
                "foo | foo",
                "https://example.com/books/1 | https://example.com/books/1",
                "https://example.com/{selector} | https://example.com/{selector}",
                "https://example.com/books/{id} | https://example.com/books/1",
                "https://example.com/books/{id} | https://example.com/books/",
                "https://example.com/books/{id} | https://example.com/books/a%2Fb",
                "https://example.com/books/{id} | https://example.com/books/été",
                "https://example.com/{café} | https://example.com/{café}",
                "/é/{id} | /%C3%A9/1",
                "/%C3%A9/{id} | /%C3%A9/1",
                "{id}/of | 1/of",
                "/users/foo/{?topic} | /users/foo/?topic=https%3A%2F%2Fexample.com%2Fbooks%2F1",
                "/users/foo/{?topic} | /users/foo/",
                "{var} | value",
                "{hello} | Hello%20World%21",
                "{x,y} | 1024,768",
                "{+path}/here | /foo/bar/here",
                "here?ref={+path} | here?ref=/foo/bar",
                "{+x,hello,y} | 1024,Hello%20World!,768",
                "{+path,x}/here | /foo/bar,1024/here",
                "{#x,hello,y} | #1024,Hello%20World!,768",
                "{#path,x}/here | #/foo/bar,1024/here",
                "X{.x,y} | X.1024.768",
                "{/var,x}/here | /value/1024/here",
                "{;x,y,empty} | ;x=1024;y=768;empty",
                "{?x,y} | ?x=1024&y=768",
                "{?x,y} | ?y=768",
                "{?x,y,empty} | ?x=1024&y=768&empty=",
                "?fixed=yes{&x} | ?fixed=yes&x=1024",
                "{&x,y,empty} | &x=1024&y=768&empty=",
                "{var:3} | val",
                "{var:30} | value",
                "{list} | red,green,blue",
                "{list*} | red,green,blue",
                "{keys*} | semi=%3B,dot=.,comma=%2C",
                "{+path:6}/here | /foo/b/here",
                "{#keys*} | #semi=;,dot=.,comma=,",
                "X{.list*} | X.red.green.blue",
                "{/list*,path:4} | /red/green/blue/%2Ffoo",
                "{;keys*} | ;semi=%3B;dot=.;comma=%2C",
                "{?list*} | ?list=red&list=green&list=blue",
                "{&keys*} | &semi=%3B&dot=.&comma=%2C",
            })
    void matches(String selector, String topic) {
        assertThat(TopicSelector.parse(selector).matches(topic)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo | Foo",
                "foo | foo/bar",
                "https://example.com/books/{id} | https://example.com/books/1/reviews",
                "https://example.com/books/{id} | https://example.com/books/1?page=2",
                "https://example.com/books/{id} | https://example.com/book/1",
                "https://example.com/books/{id} | http://example.com/books/1",
                "https://example.com/books/{id} | https://example_com/books/1",
                "https://example.com/books/{id} | xhttps://example.com/books/1",
                "https://example.com/books/{id}.json | https://example.com/books/1.xml",
                "{id} | {other}",
                "will-not-match} | will-not-match",
                "{ | {x",
                "{} | x",
                "{=x} | x",
                "a b{id} | a bc",
                "/a{id | /a{id}",
                "{?x,y} | ?y=1&x=2",
                "{?x,y} | ?z=1",
                "{var:3} | value",
                "{var:1} | %C3%A9%C3%A9",
                "{/var} | value",
            })
    void doesNotMatch(String selector, String topic) {
        assertThat(TopicSelector.parse(selector).matches(topic)).isFalse();
    }

    @Test
    void aPrefixCountsCharactersHoweverManyBytesTheyTake() {
        assertThat(TopicSelector.parse("{var:1}").matches("%C3%A9")).isTrue();
        assertThat(TopicSelector.parse("{var:2}").matches("%C3%A9a")).isTrue();
        assertThat(TopicSelector.parse("{var:2}").matches("%C3%A9ab")).isFalse();
    }

    /** A matcher that goes back would be at it for longer than anybody lives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a}{b}{c}{d}{e}{f}{g}{h}!",
                "{a*}{b*}{c*}{d*}{e*}!",
                "{/a*}{/b*}{/c*}{/d*}!",
                "{a,b,c}{d,e,f}{g}{h}!"
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isDoneInLinearTimeWhateverTheTemplate(String template) {
        TopicSelector selector = TopicSelector.parse(template);
        assertThat(selector.matches("/a".repeat(500))).isFalse();
        assertThat(selector.matches("a".repeat(1_000))).isFalse();
    }

    @Test
    void refusesWhatWouldTakeTooMuch() {
        for (String selector : new String[] {
            "",
            "x".repeat(1_025),
            "a\nb",
            "\ud800",
            "{a:9999}",
            "{?" + "a,".repeat(16) + "a}",
            "{a:999}{b:999}".repeat(40),
            "{a:100}".repeat(10),
            "{?a:30,b:30}",
            "{?" + "a:9,".repeat(15) + "a:9}"
        }) {
            assertThatThrownBy(() -> TopicSelector.parse(selector))
                    .as(selector)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("An? .* takes? .*");
        }
    }

    /** It is only compared. */
    @Test
    void takesNoMoreForWhatATemplateBeginsWith() {
        assertThat(TopicSelector.parse("https://example.com/a/long/way/to/{id}").weight())
                .isEqualTo(TopicSelector.parse("{id}").weight());
    }

    /** Compiled, each of these would take megabytes and many times the time that all of them may take here. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesUncompiledWhatWouldBeTooLarge() {
        for (int i = 0; i < 2_000; i++) {
            String selector = i + "{a:100}".repeat(50);
            assertThatThrownBy(() -> TopicSelector.parse(selector)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void selectorsOfTheSameTextAreEqual() {
        assertThat(TopicSelector.parse("/a/{b}"))
                .isEqualTo(TopicSelector.parse("/a/{b}"))
                .isNotEqualTo(TopicSelector.parse("/a/{c}"))
                .hasSameHashCodeAs(TopicSelector.parse("/a/{b}"));
    }
}

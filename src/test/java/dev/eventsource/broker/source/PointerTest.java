package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {
    private static final String DOCUMENT =
            "{'a':{'b':[10,[20,'x'],null]},'':1,' ':2,'m~n':3,'s/t':4,'~1':5,'01':6,'c':{'':7},'n':null,'t':'text','d':1.50}"
                    .replace('\'', '"');

    private static @Nullable String at(String pointer) {
        try (JsonReader reader = Json.createReader(new StringReader(DOCUMENT))) {
            JsonValue document = reader.readValue();
            return Pointer.text(Pointer.parse(pointer).in(document));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "/a/b/0|10",
                "/a/b/1|[20,'x']",
                "/a/b/1/1|x",
                "/|1",
                "/ |2",
                "/m~0n|3",
                "/s~1t|4",
                "/~01|5",
                "/01|6",
                "/c/|7",
                "/t|text",
                "/d|1.50"
            })
    void findsWhatTheStandardSays(String pointer, String text) {
        assertThat(at(pointer)).isEqualTo(text.replace('\'', '"'));
    }

    @Test
    void goesNoDeeperThanAMessageMayBe() {
        assertThat(Pointer.parse("/a".repeat(100)).tokens()).hasSize(100);
        assertThatThrownBy(() -> Pointer.parse("/a".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 100 parts");
    }

    @Test
    void anEmptyOneIsTheWhole() {
        assertThat(at("")).startsWith("{\"a\"").endsWith("}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/b/3",
                "/a/b/01",
                "/a/b/-",
                "/a/b/-1",
                "/a/b/",
                "/a/b/9999999999",
                "/a/b/2",
                "/a/b/2/x",
                "/n",
                "/n/x",
                "/x",
                "/x/y",
                "/t/0",
                "/d/0"
            })
    void findsNothingElseAndNoNull(String pointer) {
        assertThat(at(pointer)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "/~", "/~2", "/a~"})
    void whatIsNoneIsToldFrom(String text) {
        assertThatThrownBy(() -> Pointer.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with '/'");
    }
}

package dev.eventsource.broker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormDecoderTest {
    @ParameterizedTest
    @CsvSource({
        "/,true",
        "/users/%C3%A9,true",
        "/channel/a%2Fb/users,true",
        "/%zz,false",
        "/a%,false",
        "/%ff,false",
        "/%00,false",
        "/%C0%80,false",
        "/\u00ff,false",
        "/%ED%A0%80,false"
    })
    void tellsWhatIsNoPath(String path, boolean isOne) {
        assertThat(RequestPath.isWellFormed(path)).isEqualTo(isOne);
    }

    @Test
    void readsPairsInTheirOrder() {
        assertThat(decode("a=1&b=2&a=3&c&d=&&=e"))
                .isEqualTo(Map.of(
                        "a",
                        List.of("1", "3"),
                        "b",
                        List.of("2"),
                        "c",
                        List.of(""),
                        "d",
                        List.of(""),
                        "",
                        List.of("e")));
    }

    @Test
    void readsPlusAndPercentAndBytesOfUtf8() {
        assertThat(decode("a+b=%26%3d+%C3%A9%F0%9F%98%80&x=1=2"))
                .isEqualTo(Map.of("a b", List.of("&= é😀"), "x", List.of("1=2")));
        String raw = new String("a=é€".getBytes(UTF_8), ISO_8859_1);
        assertThat(decode(raw)).isEqualTo(Map.of("a", List.of("é€")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%C3", "a=%ED%A0%BD", "a=%C0%80", "%FF=a", "a=\u00e9"})
    void refusesWhatIsMalformed(String form) {
        assertThatThrownBy(() -> decode(form)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesAloneWhatIsMalformedWhereItMayBe() {
        assertThat(decode("id=%E9&id=100%&id=%C3%A9&id=a+b"))
                .isEqualTo(Map.of("id", List.of("%E9", "100%", "é", "a b")));
    }

    @Test
    void refusesMorePairsThanAnyCallTakes() {
        assertThat(decode("a=1&".repeat(200)).get("a")).hasSize(200);
        assertThat(decode("&".repeat(100_000))).isEmpty();
        assertThatThrownBy(() -> decode("a&".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, List<String>> decode(String form) {
        Map<String, List<String>> values = new HashMap<>();
        FormDecoder.decode(form, Set.of("id"), values);
        return values;
    }
}

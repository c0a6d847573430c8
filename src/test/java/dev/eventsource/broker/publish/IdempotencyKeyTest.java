package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code Idempotency-Key}. */
class IdempotencyKeyTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "\"8e03978e-40d5-43dd\"|8e03978e-40d5-43dd",
                "8e03978e-40d5-43dd|8e03978e-40d5-43dd",
                "\"a b\"|a b",
                "\"a\\\"\\\\\"|a\"\\",
                "\"k\" ; v=1|k",
                "order:7/paid|order:7/paid",
            })
    void isAStringInQuotesOrWithout(String header, String key) {
        assertThat(of(header)).isEqualTo(key);
    }

    @Test
    void isNoneWhereThereIsNoHeader() {
        assertThat(IdempotencyKey.of(List.of())).isNull();
        assertThat(of()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"a", "a b", "\"a\\b\"", "a,b", "\"a\", \"b\"", "caf\u00e9", "\"caf\u00e9\""})
    void isRefusedWhereItIsMalformed(String header) {
        assertRefused(header);
    }

    @Test
    void isRefusedWhereItIsTooLongOrStandsTwice() {
        assertThat(of("k".repeat(255))).hasSize(255);
        assertRefused("k".repeat(256));
        assertRefused("k", "k");
    }

    @Test
    void isNoneWhereItIsLongerThanAnyStackIsDeep() {
        assertRefused('"' + "a".repeat(30_000) + '"');
    }

    private static void assertRefused(String... headers) {
        assertThatThrownBy(() -> of(headers))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        problem -> assertThat(problem.getResponse().getStatus()).isEqualTo(400));
    }

    private static @Nullable String of(String... headers) {
        return IdempotencyKey.of(List.of(headers));
    }
}

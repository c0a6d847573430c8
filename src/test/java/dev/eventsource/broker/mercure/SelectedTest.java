package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectedTest {
    private static final String ROOT = "/.well-known/mercure/subscriptions";

    @Test
    void isOfAllOfATopicOrOfOne() {
        assertThat(Selected.of(ROOT)).isEqualTo(new Selected(null, null));
        assertThat(Selected.of(ROOT + "/a%2Fb")).isEqualTo(new Selected("a/b", null));
        assertThat(Selected.of(ROOT + "/a%2Fb/urn%3Ac")).isEqualTo(new Selected("a/b", "urn:c"));
    }

    /** Whoever may have one topic does not get another by another way of writing it. */
    @ParameterizedTest
    @CsvSource({"/%41,/A", "/a+b,/a%2Bb", "/a%20b,/a%20b", "/%252A,/%252A", "/*,/%2A", "/a%2fb/c:d,/a%2Fb/c%3Ad"})
    void hasOnePathHoweverItIsEncoded(String sent, String path) {
        assertThat(Selected.of(ROOT + sent).path()).isEqualTo(ROOT + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "s/a", "/a/b/c", "/a/b/", "%2Fa"})
    void isNothingElse(String path) {
        assertThatThrownBy(() -> Selected.of(ROOT + path)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//a", "/%00", "/%0A"})
    void namesATopic(String path) {
        assertThatThrownBy(() -> Selected.of(ROOT + path))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(400));
    }
}

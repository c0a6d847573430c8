package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.roster.Interest;
import dev.eventsource.broker.url.HubUrl;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectedTest {
    private static final String ROOT = "/.well-known/mercure/subscriptions";

    @Test
    void isOfAllOfATopicOrOfOne() {
        assertThat(Selected.ofSeven(ROOT)).isEqualTo(seven(null, null));
        assertThat(Selected.ofSeven(ROOT + "/a%2Fb")).isEqualTo(seven("a/b", null));
        assertThat(Selected.ofSeven(ROOT + "/a%2Fb/urn%3Ac")).isEqualTo(seven("a/b", "urn:c"));
    }

    /** Whoever may have one topic does not get another by another way of writing it. */
    @ParameterizedTest
    @CsvSource({"/%41,/A", "/a+b,/a%2Bb", "/a%20b,/a%20b", "/%252A,/%252A", "/*,/%2A", "/a%2fb/c:d,/a%2Fb/c%3Ad"})
    void hasOnePathHoweverItIsEncoded(String sent, String path) {
        assertThat(Selected.ofSeven(ROOT + sent).path()).isEqualTo(ROOT + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "s/a", "/a/b/c", "/a/b/", "%2Fa"})
    void isNothingElse(String path) {
        assertThatThrownBy(() -> Selected.ofSeven(ROOT + path)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//a", "/%00", "/%0A"})
    void namesATopic(String path) {
        assertThatThrownBy(() -> Selected.ofSeven(ROOT + path))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(400));
    }

    private static Selected seven(@Nullable String topic, @Nullable String subscriber) {
        return new Selected(Draft.SEVEN, ROOT, topic == null ? null : Interest.ofTopic(topic, null), subscriber);
    }

    /** However a proxy passes them on, they are written as the hub's URL is. */
    @Test
    void isByDraftEightOfAKindOfMatchersBelowTheHubsUrl() {
        HubUrl hub = HubUrl.of("https://example.org/hub");
        assertThat(Selected.ofEight(ROOT, hub).path()).isEqualTo("/hub/subscriptions");
        assertThat(Selected.ofEight(ROOT + "/exact/a%2Fb", hub).path()).isEqualTo("/hub/subscriptions/exact/a%2Fb");
        assertThat(Selected.ofEight(ROOT + "/urlpattern/%3Aa/urn:b", hub).path())
                .isEqualTo("/hub/subscriptions/urlpattern/%3Aa/urn%3Ab");
        for (String none : List.of("/exact", "/regexp/a", "/Exact/a", "/exact/a/b/c")) {
            assertThatThrownBy(() -> Selected.ofEight(ROOT + none, hub)).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void hasThoseOfItsDraftAlone() {
        HubUrl hub = HubUrl.of("https://example.org/hub");
        Interest exact = Interest.ofMatcher(hub, "exact", "a", null);
        Interest topic = Interest.ofTopic("a", null);
        assertThat(Selected.ofSeven(ROOT)).matches(all -> all.has(topic) && !all.has(exact));
        assertThat(Selected.ofEight(ROOT, hub)).matches(all -> all.has(exact) && !all.has(topic));
        assertThat(Selected.ofEight(ROOT + "/exact/a", hub))
                .matches(its -> its.has(exact)
                        && !its.has(topic)
                        && !its.has(Interest.ofMatcher(hub, "urlpattern", "a", null))
                        && !its.has(Interest.ofMatcher(hub, "exact", "b", null)));
    }
}

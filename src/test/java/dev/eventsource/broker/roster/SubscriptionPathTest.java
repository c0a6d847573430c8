package dev.eventsource.broker.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.url.HubUrl;
import org.junit.jupiter.api.Test;

class SubscriptionPathTest {
    private static final String ROOT = "/.well-known/mercure/subscriptions/";

    /** The draft's own example, and what it says nothing of. */
    @Test
    void encodesAllButWhatIsUnreserved() {
        assertThat(Interest.ofTopic("https://example.com/{selector}", null)
                        .path("urn:uuid:bb3de268-05b0-4c65-b44e-8f9acefc29d6"))
                .isEqualTo(ROOT + "https%3A%2F%2Fexample.com%2F%7Bselector%7D/"
                        + "urn%3Auuid%3Abb3de268-05b0-4c65-b44e-8f9acefc29d6");
        assertThat(SubscriptionPath.expand("aZ09-._~")).isEqualTo("aZ09-._~");
        assertThat(SubscriptionPath.expand("* %+\u00e4\u20ac\ud83d\ude00"))
                .isEqualTo("%2A%20%25%2B%C3%A4%E2%82%AC%F0%9F%98%80");
    }

    /** The other draft's example. */
    @Test
    void haveTheKindOfTheMatcherInDraftEight() {
        HubUrl hub = HubUrl.of("https://example.com/.well-known/mercure");
        assertThat(Interest.ofMatcher(hub, "urlpattern", "https://example.com/:selector", null)
                        .path("urn:uuid:bb3de268-05b0-4c65-b44e-8f9acefc29d6"))
                .isEqualTo(ROOT + "urlpattern/https%3A%2F%2Fexample.com%2F%3Aselector/"
                        + "urn%3Auuid%3Abb3de268-05b0-4c65-b44e-8f9acefc29d6");
    }
}

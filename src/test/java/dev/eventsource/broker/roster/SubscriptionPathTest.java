package dev.eventsource.broker.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriptionPathTest {
    private static final String ROOT = "/.well-known/mercure/subscriptions/";

    /** The draft's own example, and what it says nothing of. */
    @Test
    void encodesAllButWhatIsUnreserved() {
        assertThat(SubscriptionPath.of(
                        "https://example.com/{selector}", "urn:uuid:bb3de268-05b0-4c65-b44e-8f9acefc29d6"))
                .isEqualTo(ROOT + "https%3A%2F%2Fexample.com%2F%7Bselector%7D/"
                        + "urn%3Auuid%3Abb3de268-05b0-4c65-b44e-8f9acefc29d6");
        assertThat(SubscriptionPath.of("aZ09-._~")).isEqualTo(ROOT + "aZ09-._~");
        assertThat(SubscriptionPath.of("* %+\u00e4\u20ac\ud83d\ude00"))
                .isEqualTo(ROOT + "%2A%20%25%2B%C3%A4%E2%82%AC%F0%9F%98%80");
    }
}

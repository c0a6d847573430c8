package dev.eventsource.broker.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.RefusalReason;
import org.junit.jupiter.api.Test;

class RefusalSamplesTest {
    private final RefusalSamples samples = new RefusalSamples();

    @Test
    void areTheLatestNewestFirst() {
        for (int i = 0; i < RefusalSamples.MOST + 5; i++) {
            add("message " + i);
        }
        assertThat(samples.newestFirst())
                .hasSize(RefusalSamples.MOST)
                .extracting(RefusedMessage::beginning)
                .startsWith("message 54", "message 53")
                .endsWith("message 5");
    }

    @Test
    void areNoLongerThanTheyMay() {
        add("m".repeat(10_000));
        RefusedMessage sample = samples.newestFirst().get(0);
        assertThat(sample.beginning()).hasSize(RefusalSamples.LONGEST);
        assertThat(sample.length()).isEqualTo(10_000);
    }

    @Test
    void haveNoSocketId() {
        add("{\"socket\": \"abc\", \"channel\": 1}");
        add("{\"channel\": 1, \"socket\":\"abc");
        assertThat(samples.newestFirst())
                .extracting(RefusedMessage::beginning)
                .containsExactly("{\"channel\": 1, \"socket\":\"***", "{\"socket\": \"***\", \"channel\": 1}");
    }

    /** A page would show what follows such a mark from right to left. */
    @Test
    void showWhereTheyHaveWhatCannotBeSeen() {
        add("a\u202eb\u200bc\u00e9");
        assertThat(samples.newestFirst().get(0).beginning()).isEqualTo("a\uFFFDb\uFFFDc\u00e9");
    }

    private void add(String body) {
        samples.add(RefusalReason.NO_CHANNEL, "Send a channel.", 1, body.getBytes(UTF_8));
    }
}

package dev.eventsource.broker.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.http.Footprint;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events as large as they may be, and many readers that take nothing. */
public interface LargeEvents extends FeedTests {
    String LARGE = "x".repeat(1 << 20);
    int EVENTS = 6;
    int STUCK = 100;

    /** Beside what a server's buffers may hold for each of them, what the history and this test take. */
    long MOST_BYTES = STUCK * (512L << 10) + (48L << 20);

    @Test
    default void manyStuckReadersCostLittleHoweverLargeTheEvents() {
        String channel = Site.newChannel();
        List<EventStreamClient> stuck = IntStream.range(0, STUCK)
                .mapToObj(i -> EventStreamClient.openUnread(
                        Broker.uri("/eventsource?socket=" + Site.ALICES.openSocket(channel))))
                .toList();
        try (var healthy = Site.ALICES.subscribe(channel)) {
            long before = Footprint.heapInUse();
            for (int i = 0; i < EVENTS; i++) {
                exchange().publish(large(channel, i));
                assertThat(healthy.next()).hasSize(frame(i).length());
            }
            assertThat(Footprint.heapInUse() - before).isLessThan(MOST_BYTES);
            assertReadsAll(stuck.get(0));
        } finally {
            stuck.forEach(EventStreamClient::close);
        }
    }

    private static void assertReadsAll(EventStreamClient stream) {
        stream.startReading();
        assertThat(stream.next()).contains("event: eshq:open\n");
        for (int i = 0; i < EVENTS; i++) {
            assertThat(stream.next().equals(frame(i))).as("frame %d", i).isTrue();
        }
    }

    private static Message large(String channel, int i) {
        return Message.to(channel).id("" + i).with("data", LARGE);
    }

    private static String frame(int i) {
        return "id: " + i + "\ndata: " + LARGE + "\n\n";
    }
}

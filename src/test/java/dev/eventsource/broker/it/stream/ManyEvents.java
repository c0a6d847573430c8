package dev.eventsource.broker.it.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.amqp.RefusedMessages;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Site;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A flood that no subscriber may lose a drop of, with every eleventh message malformed. */
public interface ManyEvents extends FeedTests {
    int EVENTS = 30_000;
    int EVENTS_PER_MALFORMED = 10;
    int SUBSCRIBERS = 10;
    BasicProperties NO_PROPERTIES = new BasicProperties();

    @Test
    default void allArriveInOrderAndOnce() {
        String channel = Site.newChannel();
        int refusedBefore = RefusedMessages.refused("not-json");
        List<EventStreamClient> streams = IntStream.range(0, SUBSCRIBERS)
                .mapToObj(i -> Site.ALICES.subscribe(channel))
                .toList();
        ExecutorService readers = Executors.newFixedThreadPool(SUBSCRIBERS);
        try {
            List<CompletableFuture<Void>> read = streams.stream()
                    .map(stream -> CompletableFuture.runAsync(() -> assertComplete(stream), readers))
                    .toList();
            publishAll(channel);
            read.forEach(CompletableFuture::join);
        } finally {
            readers.shutdownNow();
            streams.forEach(EventStreamClient::close);
        }
        assertThat(RefusedMessages.refused("not-json") - refusedBefore).isEqualTo(EVENTS / EVENTS_PER_MALFORMED);
    }

    private void publishAll(String channel) {
        for (int i = 0; i < EVENTS; i++) {
            send("{\"channel\":\"" + channel + "\",\"id\":\"" + i + "\",\"data\":\"event " + i + "\"}");
            if (i % EVENTS_PER_MALFORMED == 0) {
                send("{\"channel\":\"" + channel + "\",\"data\":malformed " + i);
            }
        }
        exchange().awaitConfirms();
    }

    private void send(String body) {
        exchange().send(body.getBytes(UTF_8), NO_PROPERTIES);
    }

    private static void assertComplete(EventStreamClient stream) {
        for (int i = 0; i < EVENTS; i++) {
            String expected = "id: " + i + "\ndata: event " + i + "\n\n";
            String frame = stream.next();
            if (!frame.equals(expected)) {
                throw new AssertionError("instead of " + expected + " came " + frame);
            }
        }
    }
}

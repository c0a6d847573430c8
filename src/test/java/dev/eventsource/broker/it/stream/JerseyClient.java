package dev.eventsource.broker.it.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The stream as Jakarta's own client reads it. */
public interface JerseyClient extends FeedTests {
    @Test
    default void readsTheStream() {
        String channel = Site.newChannel();
        Queue<InboundSseEvent> events = new ConcurrentLinkedQueue<>();
        Client client = ClientBuilder.newClient();
        try (SseEventSource source = SseEventSource.target(
                        client.target(Broker.uri("/eventsource?socket=" + Site.ALICES.openSocket(channel))))
                .build()) {
            source.register(events::add);
            source.open();
            exchange().publish(Message.to(channel).id("1").with("name", "n").with("data", "a\nb"));
            await().until(() -> events.stream().anyMatch(event -> "1".equals(event.getId())));
        } finally {
            client.close();
        }
        assertThat(events.element().getName()).isEqualTo("eshq:open");
        InboundSseEvent event = events.stream()
                .filter(each -> "1".equals(each.getId()))
                .findFirst()
                .orElseThrow();
        assertThat(event.getName()).isEqualTo("n");
        assertThat(event.readData()).isEqualTo("a\nb");
    }
}

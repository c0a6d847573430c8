package dev.eventsource.broker.it.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Jakarta's own client, in Jersey's making. */
final class JakartaClient implements ClientOfOthers {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Client client = ClientBuilder.newClient();
    private final SseEventSource source;

    private JakartaClient(URI stream) {
        source = SseEventSource.target(client.target(stream))
                .reconnectingEvery(500, MILLISECONDS)
                .build();
    }

    static JakartaClient start(URI stream) {
        var client = new JakartaClient(stream);
        client.source.register(client::add);
        client.source.open();
        return client;
    }

    private void add(InboundSseEvent event) {
        received.add(new Received(
                Objects.requireNonNullElse(event.getId(), ""),
                Objects.requireNonNullElse(event.getName(), "message"),
                event.readData()));
    }

    @Override
    public List<Received> received() {
        return received;
    }

    @Override
    public void close() {
        source.close();
        client.close();
    }
}

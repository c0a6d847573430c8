package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import java.util.concurrent.CompletableFuture;

/** A site that does what it should, beside whatever others do: each event is answered, and comes once and in order. */
final class ValidTraffic implements AutoCloseable {
    private static final int PAUSE_MILLIS = 10;

    private final Site site = Site.ofNewUser();
    private final String channel = Site.newChannel();
    private final EventStreamClient stream = site.subscribe(channel);
    private final CompletableFuture<Integer> end = CompletableFuture.supplyAsync(this::run);
    private volatile boolean closed;

    private int run() {
        int events = 0;
        while (!closed) {
            String id = Integer.toString(events);
            Answer answer = site.post("/event", Form.of("channel", channel, "data", "d", "id", id));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(stream.next()).isEqualTo("id: " + id + "\ndata: d\n\n");
            events++;
            pause();
        }
        return events;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it; answers how many events came, or throws what went wrong. */
    int end() {
        closed = true;
        return end.join();
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}

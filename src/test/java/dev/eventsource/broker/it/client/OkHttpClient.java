package dev.eventsource.broker.it.client;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.background.BackgroundEventHandler;
import com.launchdarkly.eventsource.background.BackgroundEventSource;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** LaunchDarkly's okhttp-eventsource, told to go on after whatever ends a stream. */
final class OkHttpClient implements ClientOfOthers, BackgroundEventHandler {
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final BackgroundEventSource source;

    private OkHttpClient(URI stream) {
        var client =
                new EventSource.Builder(ConnectStrategy.http(stream)).errorStrategy(ErrorStrategy.alwaysContinue());
        source = new BackgroundEventSource.Builder(this, client).build();
    }

    static OkHttpClient start(URI stream) {
        var client = new OkHttpClient(stream);
        client.source.start();
        return client;
    }

    @Override
    public void onMessage(String name, MessageEvent event) {
        received.add(new Received(Objects.requireNonNullElse(event.getLastEventId(), ""), name, event.getData()));
    }

    @Override
    public void onOpen() {}

    @Override
    public void onClosed() {}

    @Override
    public void onComment(String comment) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public List<Received> received() {
        return received;
    }

    @Override
    public void close() {
        source.close();
    }
}

package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.OneCaller;
import dev.eventsource.broker.bench.feed.Due;
import dev.eventsource.broker.bench.feed.Payload;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to one topic of a hub over some connections that stay, on each the next update once the hub has answered the one
 * before. Who measures hands over when updates are due; a thread of each connection takes them, so their order is nobody's.
 */
final class HubSource implements Source {
    private static final long END = -1;

    private final HubSide hub;
    private final String topic;
    private final int length;
    private final BlockingQueue<Long> due = new LinkedBlockingQueue<>();
    private final AtomicLong published = new AtomicLong();
    private final int connections;

    /** What went wrong first; written by the threads, read by who measures. */
    private volatile @Nullable RuntimeException failure;

    HubSource(HubSide hub, String topic, int length, int connections) {
        this.hub = hub;
        this.topic = topic;
        this.length = length;
        this.connections = connections;
        for (int i = 0; i < connections; i++) {
            Thread thread = new Thread(this::run, "bench-hub-source");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try (var caller = new OneCaller(hub.address())) {
            for (long at = due.take(); at != END; at = due.take()) {
                String data = Payload.text(published.getAndIncrement(), at, length);
                caller.call(HubCalls.publish(hub.address(), topic, data));
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void send(int count) {
        failIfBroken();
        for (int i = 0; i < count; i++) {
            due.add(Payload.nowMicros());
        }
    }

    @Override
    public void pace(int perSecond, int count) {
        CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> Due.each(perSecond, count, due::add));
    }

    private void failIfBroken() {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new IllegalStateException(hub.name() + " does not publish", broken);
        }
    }

    @Override
    public void close() {
        due.addAll(Collections.nCopies(connections, END));
    }
}

package dev.eventsource.broker.it.browser;

import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Message;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A hundred events a second, of some channels more than of others, until it is closed. One thread publishes and counts. */
final class Load implements AutoCloseable {
    private static final int MILLIS = 70;

    private final AmqpPublisher exchange = AmqpPublisher.connect(Broker.AMQP.url());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final String channel;
    private volatile int published;

    private Load(String channel) {
        this.channel = channel;
    }

    static Load begin(String channel) {
        Load load = new Load(channel);
        var unused = load.thread.scheduleAtFixedRate(load::publish, 0, MILLIS, TimeUnit.MILLISECONDS);
        return load;
    }

    private void publish() {
        int number = published;
        exchange.publish(Message.to(channel).with("user", "alice").with("data", "{\"order\": " + number + "}"));
        for (int i = 0; i < number % 13; i++) {
            exchange.publish(Message.to("orders-" + i));
        }
        published = number + 1;
    }

    int published() {
        return published;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        exchange.close();
    }
}

package dev.eventsource.broker.feed;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import dev.eventsource.broker.amqp.AmqpServer;
import dev.eventsource.broker.event.EventJson;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Opens connections that hand in messages in the thread that reads them, none longer than need be. */
final class FeedConnection {
    private static final int CLIENTS_LONGEST_BODY = 64 << 20;

    private FeedConnection() {}

    static Connection open(AmqpServer server, EventJson json) throws IOException, TimeoutException {
        // One byte more than any event has, so that the message is refused as too large.
        long longestBody = Math.min(json.longestBody() + 1, Integer.MAX_VALUE - 1);
        ConnectionFactory factory = new ConnectionFactory() {
            @Override
            protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
                FrameHandlerFactory plain = super.createFrameHandlerFactory();
                return (address, name) -> new BoundedFrames(plain.create(address, name), longestBody);
            }
        };
        server.configure(factory);
        factory.setMaxInboundMessageBodySize((int) Math.max(CLIENTS_LONGEST_BODY, longestBody + 1));
        return factory.newConnection(new CallersThread(), "eventsource-feed");
    }
}

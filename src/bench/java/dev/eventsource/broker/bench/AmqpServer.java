package dev.eventsource.broker.bench;

import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.run.EmbeddedAmqp;
import dev.eventsource.broker.run.Port;
import java.util.Map;

/**
 * The machine's RabbitMQ where it has one; else the embedded server, which shares this JVM with the load client.
 *
 * @param hasStreams whether the broker reads a stream there
 */
record AmqpServer(String url, boolean hasStreams, Runnable stop) {

    static AmqpServer start() {
        if (RabbitMqServer.isInstalled()) {
            RabbitMqServer rabbit = new RabbitMqServer().start();
            return new AmqpServer(rabbit.url(), true, rabbit::close);
        }
        EmbeddedAmqp embedded = new EmbeddedAmqp(Port.free()).start();
        return new AmqpServer(embedded.url(), false, embedded::close);
    }

    /** Those of a queue of the kind that the broker reads. */
    Map<String, Object> queueArguments() {
        return hasStreams ? Map.of("x-queue-type", "stream", "x-max-length-bytes", 1L << 30) : Map.of();
    }
}

package dev.eventsource.broker.bench;

import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.run.EmbeddedAmqp;
import dev.eventsource.broker.run.Port;

/** The machine's RabbitMQ where it has one; else the embedded server, which shares this JVM with the load client. */
record AmqpServer(String url, Runnable stop) {

    static AmqpServer start() {
        if (RabbitMqServer.isInstalled()) {
            RabbitMqServer rabbit = new RabbitMqServer().start();
            return new AmqpServer(rabbit.url(), rabbit::close);
        }
        EmbeddedAmqp embedded = new EmbeddedAmqp(Port.free()).start();
        return new AmqpServer(embedded.url(), embedded::close);
    }
}

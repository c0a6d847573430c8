package dev.eventsource.broker.it.browser;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.it.support.Wire;
import java.net.URI;

/** A channel, a site whose pages subscribe to it, and a wire to the broker that can go wrong; all of one test's own. */
record Stage(String channel, PageServer pages, Wire wire, AmqpPublisher exchange) implements AutoCloseable {
    static Stage set() {
        return set(Broker.uri(""));
    }

    /** One whose pages use the broker at that address. */
    static Stage set(URI broker) {
        return new Stage(
                Site.newChannel(), new PageServer(broker), new Wire(), AmqpPublisher.connect(Broker.AMQP.url()));
    }

    /** Options of a page that reaches the broker through the wire, by a connection of its own. */
    String throughTheWire() {
        return "{shared: false, origin: '" + wire.origin() + "'}";
    }

    /** Events whose data is their id. */
    void publish(String... ids) {
        for (String id : ids) {
            exchange.publish(Message.to(channel).id(id).with("data", id));
        }
    }

    /** Lets the first ticket lapse. */
    void forgetTicket() {
        try (MongoClient client = MongoClients.create(Broker.MONGO.url())) {
            client.getDatabase("eventsourcehq")
                    .getCollection("connections")
                    .deleteOne(Filters.eq("_id", pages.tickets().get(0)));
        }
    }

    @Override
    public void close() {
        exchange.close();
        wire.close();
        pages.close();
    }
}

package dev.eventsource.broker.it.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.http.Scrape;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that is so far behind that RabbitMQ drops what it has not read yet, though its connection stays. */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
@ArquillianTest
class OvertakenFeedIT {
    private static final int SEGMENT = 1_000_000;
    private static final int LARGE_ONES = 30;

    /** What comes as fast as it is dropped may be missed more than once before the node has caught up. */
    private static final double MOST_GAPS = 3;

    private static final String LARGE = "x".repeat(900_000);

    /** As if the network were slow for a moment: who has consumers gets nothing. */
    private static final String SUSPEND_CONSUMERS = """
            Channels = [Channel || Channel <- rabbit_channel:list_local(),
                [{consumer_count, Count}] <- [rabbit_channel:info(Channel, [consumer_count])], Count > 0],
            Self = self(),
            spawn(fun() ->
                [erlang:suspend_process(Channel) || Channel <- Channels],
                Self ! suspended,
                timer:sleep(4000),
                [erlang:resume_process(Channel) || Channel <- Channels]
            end),
            receive suspended -> ok end.
            """;

    private static final RabbitMqServer SERVER = new RabbitMqServer().start();

    @Deployment(testable = false)
    static WebArchive war() {
        try (var exchange = AmqpPublisher.connect(SERVER.url()).declareExchange()) {
            exchange.declareStream(
                    "eventsource.log",
                    Map.of("x-stream-max-segment-size-bytes", SEGMENT, "x-max-length-bytes", 3 * SEGMENT));
        }
        return Broker.war(SERVER.url());
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void whoMissedWhatWasDroppedIsTold() {
        Broker.awaitReady();
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.publish(Message.to(channel).id("before"));
            assertThat(stream.next()).startsWith("id: before\n");
            SERVER.control("eval", SUSPEND_CONSUMERS);
            fill(exchange);
            exchange.publish(Message.to(channel).id("dropped"));
            fill(exchange);
            exchange.publish(Message.to(channel).id("after"));
            assertThat(stream.next()).startsWith("event: eshq:reset\n").contains("feed-gap");
            assertThat(stream.next()).startsWith("id: after\n");
            exchange.publish(Message.to(channel).id("later"));
            assertThat(stream.next()).startsWith("id: later\n");
        }
        assertThat(Scrape.now().value("eventsource_feed_gaps_total")).isBetween(1.0, MOST_GAPS);
        assertThat(Scrape.now().value("eventsource_feed_bindings_total")).isEqualTo(1);
    }

    private static void fill(AmqpPublisher exchange) {
        byte[] body = Message.to("elsewhere").with("data", LARGE).toString().getBytes(UTF_8);
        for (int i = 0; i < LARGE_ONES; i++) {
            exchange.send(body, new BasicProperties());
        }
        exchange.awaitConfirms();
    }
}

package dev.eventsource.broker.it.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.http.Scrape;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What RabbitMQ writes into a stream for itself takes offsets as messages do: at the begin of each segment, and where readers
 * of the stream have it remember how far they are. Nothing is missing there.
 */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
@ArquillianTest
class StreamSegmentsIT {
    private static final String STREAM = "eventsource.log";
    private static final int SEGMENT = 500_000;
    private static final String LARGE = "x".repeat(100_000);
    private static final int LARGE_ONES = 400;
    private static final int EVENTS = 40;
    private static final int READERS = 20;

    /** As the clients of RabbitMQ's stream protocol do; each is an offset, and what is sent in one go may be written as one. */
    private static final String REMEMBER_READERS = """
            {ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"%s">>)),
            #{leader_pid := Leader} = amqqueue:get_type_state(Queue),
            [begin
                osiris_writer:write_tracking(Leader, <<"reader">>, {offset, Offset}),
                timer:sleep(50)
            end || Offset <- lists:seq(1, %d)].
            """.formatted(STREAM, READERS);

    private static final RabbitMqServer SERVER = new RabbitMqServer().start();

    /** The stream is there before the node is, in many segments. */
    @Deployment(testable = false)
    static WebArchive war() {
        try (var exchange = AmqpPublisher.connect(SERVER.url()).declareExchange()) {
            exchange.declareStream(STREAM, Map.of("x-stream-max-segment-size-bytes", SEGMENT));
            byte[] body = large("elsewhere").toString().getBytes(UTF_8);
            for (int i = 0; i < LARGE_ONES; i++) {
                exchange.send(body, new BasicProperties());
            }
            exchange.awaitConfirms();
        }
        return Broker.war(SERVER.url());
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void nodeIsReadySoonThoughThereIsMuchToReadBack() {
        Broker.awaitReady();
        assertThat(Scrape.now().value("eventsource_events_total")).isGreaterThanOrEqualTo(LARGE_ONES);
        assertNothingMissed();
    }

    @Test
    void theFeedGoesOnOverTheBeginsOfSegments() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            for (int i = 0; i < EVENTS; i++) {
                exchange.publish(large(channel).id("e" + i));
                assertNextIs("e" + i, stream);
                assertThat(Door.get("/status").status()).isEqualTo(200);
            }
        }
        assertNothingMissed();
    }

    @Test
    void theFeedGoesOnOverHolesOfAnySize() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.publish(Message.to(channel));
            long before = offset(stream.next());
            SERVER.control("eval", REMEMBER_READERS);
            exchange.publish(Message.to(channel));
            assertThat(offset(stream.next())).isGreaterThan(before + READERS);
            assertThat(Door.get("/status").status()).isEqualTo(200);
        }
        assertNothingMissed();
    }

    /** Which the broker gives as the id to an event that has none. */
    private static long offset(String frame) {
        assertThat(frame).startsWith("id: @");
        String id = frame.lines().findFirst().orElseThrow();
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    private static Message large(String channel) {
        return Message.to(channel).with("data", LARGE);
    }

    private static void assertNextIs(String id, EventStreamClient stream) {
        assertThat(stream.next()).startsWith("id: " + id + "\n");
    }

    /** Neither a gap was told nor was the feed interrupted. */
    private static void assertNothingMissed() {
        Scrape now = Scrape.now();
        assertThat(now.value("eventsource_feed_bindings_total")).isEqualTo(1);
        assertThat(now.value("eventsource_feed_gaps_total")).isZero();
    }
}

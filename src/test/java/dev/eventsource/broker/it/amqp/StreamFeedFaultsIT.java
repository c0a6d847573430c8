package dev.eventsource.broker.it.amqp;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RabbitMQ fails under subscribers who miss nothing: the stream keeps what was published meanwhile. */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
@ArquillianTest
class StreamFeedFaultsIT {
    private static final String SIGNALS = "eventsource.fanout.signals";
    private static final int MANY = 3_000;
    private static final int FRAME = 131_072;
    private static final String STREAM = "eventsource.log";
    private static final String FEED_GAP = "event: eshq:reset\ndata: {\"reason\":\"feed-gap\"}\n\n";
    private static final RabbitMqServer SERVER = new RabbitMqServer(RabbitMqServer.LARGEST_BODIES).start();

    /** What may happen to the node's connection; all that was confirmed before and after comes in all the same. */
    enum Outage {
        RESTARTED {
            @Override
            void happen(String channel) {
                SERVER.stop();
                Broker.awaitRabbitMqMissed();
                SERVER.start();
                publishUntilConfirmed(channel, "meanwhile");
            }
        },
        CONNECTIONS_CLOSED {
            @Override
            void happen(String channel) {
                SERVER.control("close_all_connections", "maintenance");
                try (var exchange = AmqpPublisher.connect(SERVER.url())) {
                    exchange.publish(Message.to(channel).id("meanwhile"));
                }
            }
        },
        /** After the restart: RabbitMQ loses a stream for good whose making it has not yet written to disk. */
        KILLED {
            @Override
            void happen(String channel) {
                SERVER.kill();
                Broker.awaitRabbitMqMissed();
                assertProblem(publish("anywhere", "unconfirmed"), 503);
                SERVER.start();
                publishUntilConfirmed(channel, "meanwhile");
            }
        };

        /** At its end, an event with the id {@code meanwhile} has been taken by RabbitMQ. */
        abstract void happen(String channel);
    }

    @Deployment(testable = false)
    static WebArchive war() {
        System.setProperty("AMQP_FEED", "stream");
        return Broker.war(SERVER.url());
    }

    @BeforeEach
    void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void kill() {
        System.clearProperty("AMQP_FEED");
        SERVER.close();
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithoutAGap(Outage outage) {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var resumes = Site.ALICES.subscribe(channel)) {
            publishUntilConfirmed(channel, "before");
            assertThat(stream.next()).startsWith("id: before\n");
            outage.happen(channel);
            assertThat(stream.next()).startsWith("id: meanwhile\n");
            Broker.awaitReady();
            publishUntilConfirmed(channel, "after");
            assertThat(nextBehind("meanwhile", stream)).startsWith("id: after\n");
            assertThat(resumes.next()).startsWith("id: before\n");
        }
    }

    /** What may be taken away under a connection that stays. */
    enum LostTopology {
        STREAM_DELETED {
            @Override
            void happen(AmqpPublisher exchange) {
                SERVER.control("delete_queue", STREAM);
            }
        },
        EXCHANGE_DELETED {
            @Override
            void happen(AmqpPublisher exchange) {
                exchange.deleteExchange("");
            }
        },
        EXCHANGE_REPLACED {
            @Override
            void happen(AmqpPublisher exchange) {
                exchange.replaceExchange("", BuiltinExchangeType.FANOUT);
            }
        },
        STREAM_UNBOUND {
            @Override
            void happen(AmqpPublisher exchange) {
                exchange.unbind(STREAM);
            }
        };

        abstract void happen(AmqpPublisher exchange);
    }

    /** Many events come first: a stream that is made anew ends long before what was read of the old one. */
    @ParameterizedTest
    @EnumSource
    void noticesWithinSecondsThatNothingComesAnyMore(LostTopology loss) {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            sendMany(exchange, MANY);
            publishUntilConfirmed(channel, "before");
            assertThat(stream.next()).startsWith("id: before\n");
            long begin = System.nanoTime();
            loss.happen(exchange);
            assertThat(nextBehind("before", stream)).isEqualTo(FEED_GAP);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
            Broker.awaitReady();
            publishUntilConfirmed(channel, "after");
            assertThat(stream.next()).startsWith("id: after\n");
        }
    }

    /** However far the new stream has come since. */
    @Test
    void anIdOfADeletedStreamIsNotTakenForOneOfTheStreamBehindIt() {
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (var exchange = AmqpPublisher.connect(SERVER.url())) {
            String id = idOfNextEvent(socket, channel, exchange);
            SERVER.control("delete_queue", STREAM);
            publishUntilConfirmed(channel, "after");
            sendMany(exchange, Integer.parseInt(id.substring(id.indexOf('-') + 1)) + 1);
            try (var stream = Site.open(socket, "Last-Event-ID: " + id)) {
                String frame = stream.next();
                if (frame.contains("event: eshq:resumed\n")) {
                    // The node has yet to come to the new stream, and tells whoever was there before of that.
                    assertThat(stream.next()).contains("event: eshq:reset\n");
                } else {
                    assertThat(frame).contains("event: eshq:reset\n").contains("\"unknown-id\"");
                }
            }
        }
    }

    private static String idOfNextEvent(String socket, String channel, AmqpPublisher exchange) {
        try (var stream = Site.open(socket)) {
            stream.next();
            exchange.publish(Message.to(channel));
            return stream.next().lines().findFirst().orElseThrow().substring("id: ".length());
        }
    }

    private static void sendMany(AmqpPublisher exchange, int count) {
        for (int i = 0; i < count; i++) {
            exchange.send(Message.to("elsewhere").toString().getBytes(UTF_8), new BasicProperties());
        }
        exchange.awaitConfirms();
    }

    @Test
    void hasConnectionsThatOperatorsKnow() {
        assertThat(SERVER.ask("list_connections", "client_properties"))
                .contains("eventsource-feed")
                .contains("eventsource-publisher");
    }

    @Test
    void saysThatTheExchangeIsNoFanout() {
        try (var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.replaceExchange("", BuiltinExchangeType.DIRECT);
            await().until(() -> part("exchange").contains("no fanout"));
            assertThat(Door.get("/status").status()).isEqualTo(503);
            exchange.deleteExchange("");
            await().until(() -> part("exchange").equals("OK"));
        }
    }

    private static String part(String name) {
        return Door.get("/status").object().getJsonObject("parts").getString(name);
    }

    @Test
    void bindsTheExchangeOfSignalsAgain() {
        try (var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.deleteExchange(".signals");
            awaitBindingOfSignals();
        }
    }

    private static void awaitBindingOfSignals() {
        await().until(() -> SERVER.ask("list_bindings", "source_name").contains(SIGNALS));
    }

    @Test
    void usesAnExchangeOfSignalsOfAnotherKindAsItIs() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            try (var exchange = AmqpPublisher.connect(SERVER.url())) {
                exchange.replaceExchange(".signals", BuiltinExchangeType.TOPIC);
            }
            SERVER.control("close_all_connections", "maintenance");
            publishUntilConfirmed(channel, "1");
            assertThat(stream.next()).startsWith("id: 1\n");
            awaitBindingOfSignals();
            assertThat(part("signal-exchange")).isEqualTo("OK");
        } finally {
            deleteExchangeOfSignals();
        }
    }

    @Test
    void goesOnWithoutSignalsAndSaysSo() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            SERVER.control("set_permissions", "guest", "^(?!eventsource\\.fanout\\.signals$)", ".*", ".*");
            deleteExchangeOfSignals();
            SERVER.control("close_all_connections", "maintenance");
            await().until(() -> part("signal-exchange").contains("RabbitMQ refuses"));
            publishUntilConfirmed(channel, "1");
            assertThat(stream.next()).startsWith("id: 1\n");
        } finally {
            SERVER.control("set_permissions", "guest", ".*", ".*", ".*");
        }
        Broker.awaitReady();
        awaitBindingOfSignals();
    }

    /** Whatever the broker's user may do. */
    private static void deleteExchangeOfSignals() {
        SERVER.control(
                "eval",
                "rabbit_exchange:delete(rabbit_misc:r(<<\"/\">>, exchange, <<\"%s\">>), false, <<\"test\">>)."
                        .formatted(SIGNALS));
    }

    /** RabbitMQ takes it, and its Java client would end the connection, each time that it is read. */
    @Test
    void goesOnBehindABodyThatTheClientRefuses() {
        String channel = Site.newChannel();
        int refused = refusedAsTooLarge();
        try (var stream = Site.ALICES.subscribe(channel);
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.publish(new byte[66 << 20], new BasicProperties());
            exchange.publish(Message.to(channel).id("behind"));
            assertThat(stream.next()).startsWith("id: behind\n");
            assertThat(refusedAsTooLarge()).isEqualTo(refused + 1);
        }
    }

    /** RabbitMQ adds the offset to them, and then they are longer than the frame that they came in. */
    @Test
    void takesHeadersThatFillTheirFrame() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            var headers = Map.<String, Object>of("h", "x".repeat(FRAME - 44));
            exchange.publish(
                    Message.to(channel).id("1").toString().getBytes(UTF_8),
                    new BasicProperties.Builder().headers(headers).build());
            assertThat(stream.next()).startsWith("id: 1\n");
        }
    }

    private static int refusedAsTooLarge() {
        return Door.get("/broker").object().getJsonObject("refused").getInt("too-large");
    }

    /** A node that is about to notice that the stream is gone may still say that it is ready. */
    private static void publishUntilConfirmed(String channel, String id) {
        await().until(() -> publish(channel, id).status() == 200);
    }

    /** RabbitMQ may have taken what it did not confirm in time, and what is published again then comes twice. */
    private static String nextBehind(String id, EventStreamClient stream) {
        String frame = stream.next();
        while (frame.startsWith("id: " + id + "\n")) {
            frame = stream.next();
        }
        return frame;
    }

    private static Answer publish(String channel, String id) {
        return Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", id));
    }
}

package dev.eventsource.broker.it.amqp;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.eventsource.broker.it.support.WatchesTheServersJvm;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RabbitMQ fails under connected subscribers, who neither lose their connection nor believe that they missed nothing: with a
 * queue of the node's own, what was published meanwhile is not known.
 */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
@ArquillianTest
class QueueFeedFaultsIT {
    private static final byte[] LARGE =
            Message.to("elsewhere").with("data", "x".repeat(10_000)).toString().getBytes(UTF_8);
    private static final String FEED_GAP = "event: eshq:reset\ndata: {\"reason\":\"feed-gap\"}\n\n";
    private static final RabbitMqServer SERVER = new RabbitMqServer(RabbitMqServer.LARGEST_BODIES).start();

    /** What may happen to a node's queue while the server itself stays. */
    enum LossOfQueue {
        EXCHANGE_DELETED {
            @Override
            void happen() {
                try (var exchange = AmqpPublisher.connect(SERVER.url())) {
                    exchange.deleteExchange("");
                }
            }
        },
        EXCHANGE_REPLACED {
            @Override
            void happen() {
                try (var exchange = AmqpPublisher.connect(SERVER.url())) {
                    exchange.replaceExchange("", BuiltinExchangeType.FANOUT);
                }
            }
        },
        QUEUE_DELETED {
            @Override
            void happen() {
                String node = Door.get("/broker").object().getString("broker_id");
                SERVER.control("delete_queue", "eventsource." + node);
            }
        },
        CONNECTIONS_CLOSED {
            @Override
            void happen() {
                SERVER.control("close_all_connections", "maintenance");
            }
        };

        abstract void happen();
    }

    @Deployment(testable = false)
    static WebArchive war() {
        System.setProperty("AMQP_FEED", "queue");
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

    @Test
    void outlivesAKill() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            SERVER.kill();
            Broker.awaitRabbitMqMissed();
            assertProblem(publish(channel, "unconfirmed"), 503);
            assertThat(stream.nextOrPing()).isEqualTo("event: ping\ndata: {}\n\n");
            SERVER.start();
            assertRecovers(channel, stream);
        }
    }

    @Test
    void outlivesARestart() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            SERVER.stop();
            Broker.awaitRabbitMqMissed();
            SERVER.start();
            assertRecovers(channel, stream);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bindsAgain(LossOfQueue loss) {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            loss.happen();
            assertRecovers(channel, stream);
        }
    }

    /** Whatever it says of how: what it rejects, publishers that ask for no confirms would never hear of. */
    @ParameterizedTest
    @ValueSource(strings = {"drop-head", "reject-publish"})
    void tellsOfWhatAPolicyMadeRabbitMqDrop(String overflow) {
        String policy = "{\"max-length\":3,\"overflow\":\"%s\"}".formatted(overflow);
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            SERVER.control("set_policy", "--apply-to", "queues", "short", "^eventsource\\.", policy);
            // More than are sent ahead of their acknowledgement, so that some wait in the queue.
            for (int i = 0; i < 3_000; i++) {
                exchange.send(LARGE, new BasicProperties());
            }
            assertThat(stream.next()).isEqualTo(FEED_GAP);
        } finally {
            SERVER.control("clear_policy", "short");
        }
    }

    /** Its client would end the connection, and the queue with it. */
    @Test
    void goesOnWithoutAGapBehindABodyThatTheClientRefuses() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel);
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.publish(new byte[66 << 20], new BasicProperties());
            exchange.publish(Message.to(channel).id("behind"));
            assertThat(stream.next()).startsWith("id: behind\n");
        }
    }

    /** Of libraries, that is. */
    @Test
    @WatchesTheServersJvm
    void aLossLeavesNoStackTraceInTheLog() {
        var traces = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getThrown() != null && line.getLevel().intValue() >= Level.INFO.intValue()) {
                    traces.add(line.getLoggerName() + ": " + line.getMessage());
                }
            }

            @Override
            public void flush() {
                // Holds nothing.
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
        Logger.getLogger("").addHandler(handler);
        try {
            LossOfQueue.CONNECTIONS_CLOSED.happen();
            Broker.awaitReady();
            SERVER.kill();
            Broker.awaitRabbitMqMissed();
            SERVER.start();
            Broker.awaitReady();
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertThat(traces).isEmpty();
    }

    @Test
    void whoComesBackAcrossAGapIsTold() {
        String channel = Site.newChannel();
        String connected = Site.ALICES.openSocket(channel);
        String unused = Site.ALICES.openSocket(channel);
        try (var stream = Site.open(connected)) {
            stream.next();
            assertThat(publish(channel, "1").status()).isEqualTo(200);
            assertThat(stream.next()).startsWith("id: 1\n");
        }
        try (var other = Site.ALICES.subscribe(channel)) {
            LossOfQueue.CONNECTIONS_CLOSED.happen();
            assertThat(other.next()).isEqualTo(FEED_GAP);
        }
        try (var stream = Site.open(connected, "Last-Event-ID: 1")) {
            assertThat(stream.next()).startsWith("retry: ").endsWith(FEED_GAP);
        }
        try (var stream = Site.open(unused)) {
            assertThat(stream.next()).startsWith("retry: ").endsWith(FEED_GAP);
            assertThat(publish(channel, "2").status()).isEqualTo(200);
            assertThat(stream.next()).startsWith("id: 2\n");
        }
    }

    private static void assertRecovers(String channel, EventStreamClient stream) {
        assertThat(stream.next()).isEqualTo(FEED_GAP);
        Broker.awaitReady();
        assertThat(publish(channel, "1").status()).isEqualTo(200);
        assertThat(stream.next()).isEqualTo("id: 1\ndata: d\n\n");
    }

    private static Answer publish(String channel, String id) {
        return Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", id));
    }
}

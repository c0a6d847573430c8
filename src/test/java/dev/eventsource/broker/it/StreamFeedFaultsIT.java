package dev.eventsource.broker.it;

import static dev.eventsource.broker.it.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RabbitMQ fails under subscribers who miss nothing: the stream keeps what was published meanwhile. */
@RequiresRabbitMq
@ArquillianTest
class StreamFeedFaultsIT {
    private static final String STREAM = "eventsource.log";
    private static final String FEED_GAP = "event: eshq:reset\ndata: {\"reason\":\"feed-gap\"}\n\n";
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();

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
            assertThat(stream.next()).startsWith("id: after\n");
            assertThat(resumes.next()).startsWith("id: before\n");
        }
    }

    @Test
    void tellsOfAGapWhenTheStreamWasDeleted() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            publishUntilConfirmed(channel, "before");
            assertThat(stream.next()).startsWith("id: before\n");
            SERVER.control("delete_queue", STREAM);
            assertThat(stream.next()).isEqualTo(FEED_GAP);
            Broker.awaitReady();
            publishUntilConfirmed(channel, "after");
            assertThat(stream.next()).startsWith("id: after\n");
        }
    }

    /** A node that is about to notice that the stream is gone may still say that it is ready. */
    private static void publishUntilConfirmed(String channel, String id) {
        await().until(() -> publish(channel, id).status() == 200);
    }

    private static Answer publish(String channel, String id) {
        return Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", id));
    }
}

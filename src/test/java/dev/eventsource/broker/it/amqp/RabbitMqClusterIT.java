package dev.eventsource.broker.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.RabbitMqCluster;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A RabbitMQ of three servers, each of which has the stream, and any one may be lost: whatever was confirmed comes, once and in order. */
@RequiresRabbitMq
@ArquillianTest
@Tag("rabbitmq-cluster")
class RabbitMqClusterIT {
    private static final Duration LONGEST_FAULT = Duration.ofSeconds(40);
    private static final Duration BRIEFLY = Duration.ofSeconds(7);
    private static final int AROUND = 20;
    private static final RabbitMqCluster CLUSTER = new RabbitMqCluster().start();

    /** What happens to one of the three. */
    enum Fault {
        /** The one that the feed is read from, at first the publisher's and the leader's as well: it still takes connections. */
        CUT_OFF {
            @Override
            RabbitMqServer begin() {
                RabbitMqServer server = CLUSTER.of("eventsource-feed");
                CLUSTER.cutOff(server);
                return server;
            }

            @Override
            void end(RabbitMqServer server) {
                CLUSTER.heal(server);
            }
        },
        /** So shortly that connections and signals go on as before; RabbitMQ does not say that the stream no longer does. */
        CUT_OFF_BRIEFLY {
            @Override
            RabbitMqServer begin() {
                RabbitMqServer server = CUT_OFF.begin();
                // It is how long it lasts that makes this fault.
                await().pollDelay(BRIEFLY).until(() -> true);
                CLUSTER.heal(server);
                CLUSTER.awaitWhole();
                return server;
            }

            @Override
            void end(RabbitMqServer server) {
                // It is back.
            }
        },
        LEADER_KILLED {
            @Override
            RabbitMqServer begin() {
                RabbitMqServer leader = CLUSTER.leader();
                leader.kill();
                return leader;
            }

            @Override
            void end(RabbitMqServer server) {
                server.start();
            }
        };

        abstract RabbitMqServer begin();

        abstract void end(RabbitMqServer server);
    }

    @Deployment(testable = false)
    static WebArchive war() {
        System.setProperty("AMQP_FEED", "stream");
        return Broker.war(CLUSTER.url());
    }

    @BeforeEach
    void awaitFeedAndReplicas() {
        Broker.awaitReady();
        CLUSTER.awaitWhole();
    }

    @AfterAll
    static void stop() {
        System.clearProperty("AMQP_FEED");
        CLUSTER.close();
    }

    @ParameterizedTest
    @EnumSource
    void losesAndDoublesNothing(Fault fault) {
        String channel = Site.newChannel();
        List<String> confirmed = new ArrayList<>();
        try (var stream = Site.ALICES.subscribe(channel)) {
            publishSome(channel, confirmed);
            RabbitMqServer server = fault.begin();
            try {
                await().atMost(LONGEST_FAULT).until(() -> publishes(channel, confirmed));
                publishSome(channel, confirmed);
                assertComeAll(stream, confirmed);
            } finally {
                fault.end(server);
            }
            CLUSTER.awaitWhole();
            publishSome(channel, confirmed);
            assertComeAll(stream, confirmed);
        }
    }

    private static void publishSome(String channel, List<String> confirmed) {
        for (int i = 0; i < AROUND; i++) {
            publishes(channel, confirmed);
        }
    }

    /** What is not confirmed is not sent again: it may have come or not. */
    private static boolean publishes(String channel, List<String> confirmed) {
        String id = channel + "-" + System.nanoTime();
        boolean taken = Site.ALICES
                        .post("/event", Form.of("channel", channel, "data", "d", "id", id))
                        .status()
                == 200;
        if (taken) {
            confirmed.add(id);
        }
        return taken;
    }

    /** All up to the last that was confirmed, which are then no longer waited for. */
    private static void assertComeAll(EventStreamClient stream, List<String> confirmed) {
        List<String> came = new ArrayList<>();
        String last = confirmed.get(confirmed.size() - 1);
        while (!came.contains(last)) {
            String frame = stream.next();
            assertThat(frame).startsWith("id: ");
            came.add(frame.lines().findFirst().orElseThrow().substring("id: ".length()));
        }
        assertThat(came).doesNotHaveDuplicates().containsSubsequence(confirmed);
        confirmed.clear();
    }
}

package dev.eventsource.broker.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.cluster.MongoDbFaults;
import dev.eventsource.broker.it.http.CallersCredentials;
import dev.eventsource.broker.it.http.ClientScript;
import dev.eventsource.broker.it.http.ConsoleCalls;
import dev.eventsource.broker.it.http.CountingDeliveries;
import dev.eventsource.broker.it.http.CrossOriginCalls;
import dev.eventsource.broker.it.http.DoorTable;
import dev.eventsource.broker.it.http.HttpMethods;
import dev.eventsource.broker.it.http.ManagingUsers;
import dev.eventsource.broker.it.http.OddHeads;
import dev.eventsource.broker.it.http.OpeningSockets;
import dev.eventsource.broker.it.http.OperatorsCalls;
import dev.eventsource.broker.it.http.PublishingMany;
import dev.eventsource.broker.it.http.PublishingOnce;
import dev.eventsource.broker.it.http.PublishingOverHttp;
import dev.eventsource.broker.it.http.ReadingThePast;
import dev.eventsource.broker.it.http.SafeAnswers;
import dev.eventsource.broker.it.http.SlowRequest;
import dev.eventsource.broker.it.http.Tickets;
import dev.eventsource.broker.it.stream.Audience;
import dev.eventsource.broker.it.stream.EventFrames;
import dev.eventsource.broker.it.stream.JerseyClient;
import dev.eventsource.broker.it.stream.LargeEvents;
import dev.eventsource.broker.it.stream.LongPolling;
import dev.eventsource.broker.it.stream.OpeningStreams;
import dev.eventsource.broker.it.stream.PatternStreams;
import dev.eventsource.broker.it.stream.Resuming;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Site;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The feed from the embedded AMQP server, and everything that is the same with any. */
@Tag("once-per-server")
@ArquillianTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedAmqpIT
        implements EventFrames,
                RefusedMessages,
                OpeningStreams,
                PatternStreams,
                Resuming,
                Audience,
                LargeEvents,
                LongPolling,
                JerseyClient,
                OpeningSockets,
                Tickets,
                CallersCredentials,
                PublishingOverHttp,
                PublishingMany,
                PublishingOnce,
                ReadingThePast,
                CrossOriginCalls,
                HttpMethods,
                ClientScript,
                OperatorsCalls,
                ManagingUsers,
                CountingDeliveries,
                OddHeads,
                SafeAnswers,
                DoorTable,
                ConsoleCalls,
                MongoDbFaults {
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    private static CompletableFuture<Answer> silentPoll = new CompletableFuture<>();
    private static CompletableFuture<String> drippingBody = new CompletableFuture<>();
    private static CompletableFuture<String> silentBody = new CompletableFuture<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
        drippingBody = SlowRequest.dripping();
        silentBody = SlowRequest.silent();
        silentPoll = CompletableFuture.supplyAsync(
                () -> Door.get("/eventsource?transport=long-poll&socket=" + Site.ALICES.openSocket(Site.newChannel())));
    }

    @AfterAll
    static void disconnect() {
        EXCHANGE.close();
    }

    /** Last, for it lasts as long as all others together. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aPollInSilenceEndsWithAHeartbeat() {
        assertThat(silentPoll.join().body())
                .matches("retry: \\d+\nevent: eshq:open\ndata: [^\n]+\n\nevent: ping\ndata: \\{}\n\n");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aBodyThatComesTooSlowlyIsCutOff() {
        assertThat(drippingBody.join()).startsWith("HTTP/1.1 408 ");
        assertThat(silentBody.join())
                .satisfiesAnyOf(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 4"),
                        closed -> assertThat(closed).isEmpty());
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }
}

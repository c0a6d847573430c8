package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A server with MicroProfile Telemetry sends a span for each message of a trace, and none for its deliveries. */
@Tag("once-per-server")
@ArquillianTest
@EnabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-.+",
        disabledReason = "of the servers a full Payara and Payara Micro have MicroProfile Telemetry as they come")
class MicroProfileTelemetryIT {
    private static final String PARENT = "b7ad6b7169203331";
    private static final SpanReceiver COLLECTOR = new SpanReceiver();
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    /** As an operator sets it, but for this application alone. */
    @Deployment(testable = false)
    static WebArchive broker() {
        String settings = """
                otel.sdk.disabled=false
                otel.traces.exporter=otlp
                otel.metrics.exporter=none
                otel.logs.exporter=none
                otel.exporter.otlp.protocol=http/protobuf
                otel.exporter.otlp.endpoint=%s
                otel.bsp.schedule.delay=100
                """.formatted(COLLECTOR.url());
        return Broker.war().addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
        COLLECTOR.close();
    }

    @Test
    void goesOnWithThePublishersTraceOnceForAnEventHoweverManyGetIt() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        Site site = new Site(Broker.ALICE);
        String channel = Site.newChannel();
        try (var one = site.subscribe(channel);
                var two = site.subscribe(channel);
                var three = site.subscribe(channel)) {
            publish(Message.to(channel).toString(), trace);
            Stream.of(one, two, three)
                    .map(EventStreamClient::next)
                    .forEach(frame -> assertThat(frame).contains("data: d"));
        }
        awaitSpan(trace);
        String span = COLLECTOR.bodyWith(bytes(trace));
        assertThat(span)
                .contains(new String(bytes(PARENT), ISO_8859_1))
                .contains("process eventsource.fanout", "messaging.system", "rabbitmq")
                .contains("messaging.destination.name", "messaging.operation.type", "messaging.message.body.size");
        // Those of later messages come behind it.
        String later = "1af7651916cd43dd8448eb211c80319c";
        publish(Message.to(channel).toString(), later);
        awaitSpan(later);
        assertThat(COLLECTOR.count(bytes(trace))).isEqualTo(1);
    }

    @Test
    void saysWhyAMessageIsNoEvent() {
        String trace = "2af7651916cd43dd8448eb211c80319c";
        publish("{}", trace);
        awaitSpan(trace);
        assertThat(COLLECTOR.bodyWith(bytes(trace))).contains("error.type", "no-channel");
    }

    private static void publish(String body, String trace) {
        Map<String, Object> headers = Map.of("traceparent", "00-" + trace + "-" + PARENT + "-01");
        EXCHANGE.publish(
                body.getBytes(UTF_8),
                new BasicProperties.Builder().headers(headers).build());
    }

    private static void awaitSpan(String trace) {
        await().until(() -> COLLECTOR.count(bytes(trace)) > 0);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}

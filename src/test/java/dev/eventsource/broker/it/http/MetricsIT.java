package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.amqp.RefusedMessage;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.OperatorsToken;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.it.support.WebhookReceiver;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /metrics}: what a scraper is told, and that it is what happened. */
@Tag("once-per-server")
@ArquillianTest
class MetricsIT implements FeedTests, WatchedMetrics {
    private static final String DELAYS = "eventsource_delivery_delay_seconds_count";
    private static final AmqpPublisher EXCHANGE = AmqpPublisher.connect(Broker.AMQP.url());

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterAll
    static void disconnect() {
        EXCHANGE.close();
    }

    @Override
    public AmqpPublisher exchange() {
        return EXCHANGE;
    }

    @Test
    void isWellFormed() {
        Answer answer = Door.get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertType(answer, "text/plain", "version=0.0.4", "charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Door.call("HEAD", "/metrics").status()).isEqualTo(200);
        Scrape.parse(answer.body()).types().forEach((metric, type) -> {
            assertThat(metric).matches("(eventsource|process)_\\w+");
            assertThat(metric.endsWith("_total")).as(metric + " " + type).isEqualTo(type.equals("counter"));
        });
    }

    /** What Prometheus sends, by which of its features are on. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                "*/*"
            })
    void isTextForWhoAcceptsIt(String accept) {
        Answer answer = Door.get("/metrics", "Accept", accept);
        assertType(answer, "text/plain", "version=0.0.4", "charset=utf-8");
        Scrape.parse(answer.body());
    }

    @Test
    void isOpenMetricsForWhoAcceptsThat() {
        String accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2";
        Answer answer = Door.get("/metrics", "Accept", accept);
        assertType(answer, "application/openmetrics-text", "version=1.0.0", "charset=utf-8");
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    /** In whichever order the server has its parameters. */
    private static void assertType(Answer answer, String... parts) {
        assertThat(answer.header("Content-Type").split("; *")).containsExactlyInAnyOrder(parts);
    }

    @Test
    void isForOperators() {
        String[] stranger = {"X-Forwarded-For", "192.0.2.1", "Authorization", ""};
        assertProblem(Door.get("/metrics", stranger), 401);
        stranger[3] = "Bearer wrong";
        assertProblem(Door.get("/metrics", stranger), 401);
        stranger[3] = "Bearer " + OperatorsToken.drawn();
        assertThat(Door.get("/metrics", stranger).status()).isEqualTo(200);
    }

    @Test
    void saysHowTheNodeIs() {
        Scrape now = Scrape.now();
        var broker = Door.get("/broker").object();
        assertThat(now.value("eventsource_build_info{broker_id=\"%s\",version=\"%s\"}"
                        .formatted(broker.getString("broker_id"), broker.getString("version"))))
                .isEqualTo(1);
        assertThat(now.value("eventsource_feed_bound")).isEqualTo(1);
        assertThat(now.value("eventsource_feed_bindings_total")).isPositive();
        assertThat(now.value("eventsource_mongodb_up")).isEqualTo(1);
        assertThat(now.value("eventsource_draining")).isZero();
    }

    @Test
    void countsWhatIsDelivered() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            Scrape before = Scrape.now();
            EXCHANGE.publish(Message.to(channel));
            int bytes = stream.next().getBytes(UTF_8).length;
            await().untilAsserted(() -> {
                Scrape now = Scrape.now();
                assertThat(now.growth("eventsource_events_total", before)).isEqualTo(1);
                assertThat(now.growth("eventsource_deliveries_total", before)).isEqualTo(1);
                assertThat(now.growth("eventsource_delivered_bytes_total", before))
                        .isEqualTo(bytes);
                assertThat(now.growth(DELAYS, before)).isEqualTo(1);
            });
        }
        Scrape after = Scrape.now();
        assertThat(after.value("eventsource_channels")).isPositive();
        assertThat(after.value("eventsource_patterns")).isNotNegative();
        assertThat(after.value("eventsource_history_events")).isPositive();
        assertThat(after.value("eventsource_history_bytes")).isPositive();
        assertThat(after.value("eventsource_history_age_seconds")).isBetween(0.0, 600.0);
    }

    @Test
    void countsStreamsByHowTheyBegin() {
        Scrape before = Scrape.now();
        String channel = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (var stream = Site.open(socket)) {
            stream.next();
            EXCHANGE.publish(Message.to(channel).id("one"));
            stream.next();
            assertThat(Scrape.now().growth("eventsource_streams", before)).isEqualTo(1);
        }
        // The broker finds out by a heartbeat that it has gone.
        await().untilAsserted(() ->
                assertThat(Scrape.now().growth("eventsource_streams", before)).isZero());
        publishAndAwait(Message.to(channel).id("two"));
        await().untilAsserted(
                        () -> assertThat(Scrape.now().growth(DELAYS, before)).isEqualTo(2));
        try (var resumed = Site.open(socket, "Last-Event-ID: one")) {
            assertThat(resumed.next()).contains("eshq:resumed");
            assertThat(resumed.next()).startsWith("id: two\n");
            await().untilAsserted(() -> assertThat(Scrape.now().growth("eventsource_deliveries_total", before))
                    .isEqualTo(3));
            // What was held was not on its way for so long.
            assertThat(Scrape.now().growth(DELAYS, before)).isEqualTo(2);
        }
        try (var reset = Site.open(socket, "Last-Event-ID: unknown")) {
            assertThat(reset.next()).contains("eshq:reset");
        }
        await().untilAsserted(() -> {
            Scrape after = Scrape.now();
            assertThat(after.growth("eventsource_streams", before)).isZero();
            assertThat(after.growth("eventsource_tickets_total", before)).isEqualTo(2);
            Map.of("open", 2.0, "resumed", 1.0, "reset", 1.0)
                    .forEach((opening, count) -> assertThat(after.growth(
                                    "eventsource_streams_opened_total{opening=\"" + opening + "\"}", before))
                            .isEqualTo(count));
            assertThat(after.growth("eventsource_streams_ended_total", before)).isEqualTo(4);
            assertThat(after.growth("eventsource_stream_opening_seconds_count", before))
                    .isEqualTo(4);
            assertThat(after.growth("eventsource_resets_total{reason=\"unknown-id\"}", before))
                    .isEqualTo(1);
        });
    }

    @Test
    void countsWhoIsTurnedAway() {
        Site site = Site.ofNewUser("max_connections", "1");
        Scrape before = Scrape.now();
        try (var first = site.subscribe("a");
                var second = Site.open(site.openSocket("a"))) {
            assertThat(first.status()).isEqualTo(200);
            assertThat(second.next()).matches("retry: \\d+\n\n");
        }
        assertThat(Scrape.now().growth("eventsource_streams_turned_away_total{reason=\"user-limit\"}", before))
                .isEqualTo(1);
        assertThat(Scrape.now().growth("eventsource_streams_turned_away_total{reason=\"node-limit\"}", before))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void hasEveryReasonOfARefusal(RefusedMessage message) {
        assertThat(Scrape.now().values()).containsKey(refused(message));
    }

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "CHANNEL_MISSING", "NAME_RESERVED"})
    void countsWhatIsRefused(RefusedMessage message) {
        Scrape before = Scrape.now();
        EXCHANGE.publish(message.body(Site.newChannel()), new BasicProperties());
        await().untilAsserted(() ->
                assertThat(Scrape.now().growth(refused(message), before)).isEqualTo(1));
    }

    private static String refused(RefusedMessage message) {
        return "eventsource_refused_messages_total{reason=\"" + message.reason + "\"}";
    }

    @Test
    void countsCalls() {
        Scrape before = Scrape.now();
        assertThat(Site.ALICES
                        .post("/event", Form.of("channel", "a", "data", "d"))
                        .status())
                .isEqualTo(200);
        assertProblem(Door.post("/socket", Caller.WRONG.credentials(), Form.of("channel", "a")), 401);
        assertProblem(Door.post("/socket", Caller.EXPIRED.credentials(), Form.of("channel", "a")), 401);
        Scrape after = Scrape.now();
        assertThat(after.growth("eventsource_publishes_total{outcome=\"confirmed\"}", before))
                .isEqualTo(1);
        assertThat(after.growth("eventsource_publishes_total{outcome=\"failed\"}", before))
                .isZero();
        assertThat(after.growth("eventsource_publish_confirm_seconds_count", before))
                .isEqualTo(1);
        for (String reason : new String[] {"wrong-secret", "expired"}) {
            assertThat(after.growth("eventsource_failed_authentications_total{reason=\"" + reason + "\"}", before))
                    .isEqualTo(1);
        }
        assertThat(after.value("eventsource_rate_limited_total{limit=\"events\"}"))
                .isZero();
    }

    /** Every bucket counts what is in those before it too, and the last all. */
    @Test
    void hasHistogramsWhoseBucketsAddUp() {
        Scrape now = Scrape.now();
        for (String metric : new String[] {"delivery_delay", "stream_opening", "publish_confirm"}) {
            String name = "eventsource_" + metric + "_seconds";
            assertThat(now.types()).containsEntry(name, "histogram");
            var buckets = now.values().entrySet().stream()
                    .filter(sample -> sample.getKey().startsWith(name + "_bucket"))
                    .map(Map.Entry::getValue)
                    .toList();
            assertThat(buckets).hasSize(14).isSorted();
            assertThat(now.value(name + "_bucket{le=\"+Inf\"}")).isEqualTo(now.value(name + "_count"));
        }
    }

    @Test
    void saysWhatTheProcessTakes() {
        Scrape now = Scrape.now();
        assertThat(now.value("process_resident_memory_bytes")).isGreaterThan(10 << 20);
        assertThat(now.value("process_open_fds")).isBetween(10.0, now.value("process_max_fds"));
    }

    @Test
    void countsWebhooks() {
        try (var receiver = new WebhookReceiver()) {
            Site site = Site.ofNewUser();
            Form webhook = Form.of("webhook", receiver.url());
            assertThat(Door.call("PATCH", "/users/" + site.user().key(), webhook)
                            .status())
                    .isEqualTo(200);
            Scrape before = Scrape.now();
            try (var stream = site.subscribe("hooked")) {
                receiver.next("hooked", site.user().secret());
                await().untilAsserted(() -> assertThat(
                                Scrape.now().growth("eventsource_webhooks_total{outcome=\"delivered\"}", before))
                        .isEqualTo(1));
                assertThat(stream.status()).isEqualTo(200);
            }
        }
    }
}

package dev.eventsource.broker.it.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Problems;
import dev.eventsource.broker.it.support.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Exchanges of somebody else's, as a browser sees them. Rules are written with {@code '} for quotes. */
interface SourcesTests {
    String SOURCES = """
            {'exchange':'orders','bind':'orders.#'},{'exchange':'alerts','bind':['high','low']},
            {'exchange':'jobs','bind':{'x-match':'any','kind':'nightly'}},{'exchange':'ready','format':'broker'}""";

    String RULES = """
            {'exchange':'orders','key':'orders.*.changed','channel':['orders.{1}','orders'],'data':'{/order}','id':'{message_id}'},
            {'exchange':'alerts','channel':'alerts.{0}'},
            {'exchange':'jobs','channel':'jobs','name':'{header.kind}'}""";

    /** A flow of two hundred in a second, and twice as long as a reload takes. */
    int FLOW = 400;

    int PAUSE_MILLIS = 5;

    ForeignApplication foreign();

    private ForeignExchanges exchanges() {
        return foreign().exchanges();
    }

    static void write(Path file, String sources, String rules) {
        try {
            Files.writeString(
                    file,
                    "{'sources':[%s],'rules':[%s]}".formatted(sources, rules).replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer reload(String sources, String rules) {
        write(foreign().file(), sources, rules);
        return Door.call("POST", "/admin/sources/reload");
    }

    private static String state(String exchange) {
        return Door.get("/admin/sources")
                .object()
                .getJsonArray("sources")
                .getValuesAs(jakarta.json.JsonObject.class)
                .stream()
                .filter(source -> source.getString("exchange").equals(exchange))
                .findFirst()
                .orElseThrow()
                .getString("state");
    }

    private static void awaitBound(String exchange) {
        await().atMost(Duration.ofSeconds(30)).until(() -> state(exchange).equals("bound"));
    }

    private static String data(EventStreamClient stream) {
        return stream.next()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElseThrow()
                .substring(6);
    }

    @Test
    default void messagesOfATopicExchangeComeByTheirKeysAndGoToSeveralChannels() {
        try (var one = Site.ALICES.subscribe("orders.7");
                var both = Site.ALICES.subscribe("orders.7", "orders")) {
            exchanges().publish("orders", "orders.8.changed", "{\"order\":8}");
            var properties = new BasicProperties.Builder().messageId("m1").build();
            exchanges().publish("orders", "orders.7.changed", properties, "{\"order\":{\"n\":7}}");
            exchanges().publish("orders", "orders.7.changed", "{\"order\":9}");
            assertThat(one.next()).isEqualTo("id: m1\ndata: {\"n\":7}\n\n");
            assertThat(data(one)).isEqualTo("9");
            assertThat(data(both)).isEqualTo("8");
            assertThat(both.next()).isEqualTo("id: m1\ndata: {\"n\":7}\n\n");
            assertThat(data(both)).isEqualTo("9");
        }
    }

    @Test
    default void whoComesBackGetsWhatWentToSeveralOfItsChannelsOnce() {
        String socket = Site.ALICES.openSocket("orders.5", "orders");
        try (var stream = Site.open(socket)) {
            stream.next();
            var properties = new BasicProperties.Builder().messageId("first").build();
            exchanges().publish("orders", "orders.5.changed", properties, "{\"order\":1}");
            stream.next();
        }
        exchanges().publish("orders", "orders.5.changed", "{\"order\":2}");
        exchanges().publish("orders", "orders.5.changed", "{\"order\":3}");
        try (var witness = Site.ALICES.subscribe("orders.6")) {
            exchanges().publish("orders", "orders.6.changed", "{\"order\":0}");
            witness.next();
        }
        try (var stream = Site.open(socket, "Last-Event-ID: first")) {
            assertThat(stream.next()).contains("eshq:resumed").contains("\"replayed\":3");
            assertThat(data(stream)).isEqualTo("2");
            assertThat(data(stream)).isEqualTo("3");
            assertThat(data(stream)).isEqualTo("0");
        }
    }

    @Test
    default void messagesOfADirectExchangeComeByTheirKeys() {
        try (var stream = Site.ALICES.subscribe("alerts.high", "alerts.low", "alerts.none")) {
            assertThat(exchanges().publish("alerts", "none", "not bound")).isFalse();
            exchanges().publish("alerts", "high", "1");
            exchanges().publish("alerts", "low", "2");
            assertThat(data(stream)).isEqualTo("1");
            assertThat(data(stream)).isEqualTo("2");
        }
    }

    @Test
    default void messagesOfAHeadersExchangeComeByTheirHeaders() {
        try (var stream = Site.ALICES.subscribe("jobs")) {
            var hourly = new BasicProperties.Builder()
                    .headers(Map.of("kind", "hourly"))
                    .build();
            var nightly = new BasicProperties.Builder()
                    .headers(Map.of("kind", "nightly", "n", 1))
                    .build();
            assertThat(exchanges().publish("jobs", "", hourly, "not bound")).isFalse();
            exchanges().publish("jobs", "", nightly, "done");
            assertThat(stream.next()).contains("event: nightly\n").endsWith("data: done\n\n");
        }
    }

    @Test
    default void messagesOfTheBrokersFormatNeedNoRule() {
        try (var stream = Site.ALICES.subscribe("any")) {
            exchanges().publish("ready", "", "{\"channel\":\"any\",\"data\":\"d\",\"user\":\"alice\"}");
            assertThat(data(stream)).isEqualTo("d");
        }
    }

    /** Whoever may publish elsewhere is no node. */
    @Test
    default void whatLooksLikeAMarkIsNone() {
        long before = noRule();
        exchanges().publish("orders", "orders.x", "{\"eshq:mark\":\"lost\",\"node\":\"000000000000\",\"number\":1}");
        await().until(() -> noRule() == before + 1);
        assertThat(Door.get("/status").status()).isEqualTo(200);
    }

    private static long noRule() {
        return Door.get("/broker").object().getJsonObject("refused").getInt("no-rule");
    }

    @Test
    default void rulesAreReadAnewUnderAFlowOfEventsOfWhichNoneIsLost() {
        try (var stream = Site.ALICES.subscribe("orders.1")) {
            var flow = CompletableFuture.runAsync(() -> flow(exchanges()));
            for (int i = 0; i < FLOW; i++) {
                if (i == FLOW / 4) {
                    exchanges().declare("more", "fanout");
                    assertThat(reload(SOURCES + ",{'exchange':'more'}", RULES + ",{'exchange':'more','channel':'more'}")
                                    .status())
                            .isEqualTo(200);
                } else if (i == FLOW / 2) {
                    assertThat(reload(SOURCES, RULES).status()).isEqualTo(200);
                }
                assertThat(data(stream)).isEqualTo(String.valueOf(i));
            }
            flow.join();
        }
        await().atMost(Duration.ofSeconds(40)).until(() -> !exchanges().publish("more", "", "nobody wants it"));
    }

    private static void flow(ForeignExchanges exchanges) {
        try (ForeignExchanges own = exchanges.another()) {
            for (int i = 0; i < FLOW; i++) {
                own.publish("orders", "orders.1.changed", "{\"order\":%d}".formatted(i));
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    default void anExchangeThatIsMissingIsToldAndBoundOnceItIsThere() {
        try (var stream = Site.ALICES.subscribe("late", "orders.2")) {
            assertThat(reload(SOURCES + ",{'exchange':'late'}", RULES + ",{'exchange':'late','channel':'late'}")
                            .status())
                    .isEqualTo(200);
            await().until(() -> Door.get("/status").status() == 503);
            assertThat(Door.get("/status").object().getJsonObject("parts").getString("source-bindings"))
                    .contains("late: there is no such exchange");
            exchanges().publish("orders", "orders.2.changed", "{\"order\":1}");
            assertThat(data(stream)).isEqualTo("1");
            exchanges().declare("late", "topic");
            // Who reads the rules anew need not wait for the next turn.
            assertThat(Door.call("POST", "/admin/sources/reload").status()).isEqualTo(200);
            awaitBound("late");
            exchanges().publish("late", "k", "here");
            assertThat(data(stream)).isEqualTo("here");
            Broker.awaitReady();
            exchanges().delete("late");
            await().atMost(Duration.ofSeconds(30)).until(() -> state("late").equals("there is no such exchange"));
            exchanges().declare("late", "fanout");
            assertThat(stream.next()).contains("eshq:reset").contains("feed-gap");
            awaitBound("late");
            exchanges().publish("late", "k", "again");
            assertThat(data(stream)).isEqualTo("again");
        } finally {
            reload(SOURCES, RULES);
        }
    }

    @Test
    default void aDryRunSaysWhatWouldGoOutAndNothingDoes() {
        String message = "{\"exchange\":\"orders\",\"routing_key\":\"orders.3.changed\",\"body\":{\"order\":3}}";
        assertThat(tried("message", message))
                .isEqualTo("{\"rule\":\"/rules/0\",\"events\":[{\"channel\":\"orders.3\",\"data\":\"3\"},"
                        + "{\"channel\":\"orders\",\"data\":\"3\"}]}");
        assertThat(tried("message", message.replace("changed", "paid"))).contains("\"refused\":\"no-rule\"");
        String rules =
                "{\"sources\":[{\"exchange\":\"orders\"}],\"rules\":[{\"channel\":\"tried\",\"user\":\"{/u}\"}]}";
        assertThat(tried("message", message, "rules", rules)).contains("\"refused\":\"bad-user\"", "/rules/0/user");
        Problems.assertProblem(Door.post("/admin/sources/dry-run", Form.of("message", message, "rules", "{")), 400);
        try (var stream = Site.ALICES.subscribe("orders.3")) {
            exchanges().publish("orders", "orders.3.changed", "{\"order\":4}");
            assertThat(data(stream)).isEqualTo("4");
        }
        assertThat(Door.get("/admin/sources/messages")
                        .object()
                        .getJsonArray("messages")
                        .getJsonObject(0)
                        .getString("body"))
                .isEqualTo("{\"order\":4}");
    }

    private static String tried(String... form) {
        return Door.post("/admin/sources/dry-run", Form.of(form)).body();
    }

    @Test
    default void wrongRulesAreRefusedAndThoseBeforeStay() {
        String before = Door.get("/admin/sources").object().getString("digest");
        try {
            Answer answer = reload(SOURCES, "{'channel':'c','date':'{body}'}");
            Problems.assertProblem(answer, 400);
            assertThat(answer.object().getString("detail")).contains("/rules/0/date: it is unknown");
            assertThat(Door.get("/admin/sources").object().getString("digest")).isEqualTo(before);
        } finally {
            write(foreign().file(), SOURCES, RULES);
        }
    }
}

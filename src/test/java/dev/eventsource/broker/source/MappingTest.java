package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.LongStringHelper;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Retain;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.Settings;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MappingTest {
    private static final AMQP.BasicProperties NONE = new AMQP.BasicProperties();

    private final EventRules events = new EventRules(new Settings());
    private final Mapping mapping = new Mapping(new EventJson(events, new Seal()), events);

    private static Rules rules(String json) {
        try {
            return new RulesJson("eventsource.fanout").read(json.replace('\'', '"'));
        } catch (InvalidRules e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Rules one(String rule) {
        return rules("{'sources':[{'exchange':'x'}],'rules':[{" + rule + "}]}");
    }

    private static Rules one(String format, String rule) {
        return rules("{'sources':[{'exchange':'x','format':'" + format + "'}],'rules':[{" + rule + "}]}");
    }

    private static Arrival message(String key, String body) {
        return new Arrival("x", key, NONE, body.getBytes(UTF_8));
    }

    private static AMQP.BasicProperties headers(Object... namesAndValues) {
        Map<String, Object> headers = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            headers.put(
                    (String) namesAndValues[i], value instanceof String s ? LongStringHelper.asLongString(s) : value);
        }
        return new AMQP.BasicProperties.Builder().headers(headers).build();
    }

    private static Arrival message(AMQP.BasicProperties properties, String body) {
        return new Arrival("x", "k", properties, body.getBytes(UTF_8));
    }

    @Test
    void anEventIsALastValueAndComesOnceWhereTheRuleSaysSo() {
        Rules table = one("'channel':['a','b'],'retain':true,'retain_key':'{/sku}','once':'{message_id}'");
        AMQP.BasicProperties named =
                new AMQP.BasicProperties.Builder().messageId("m-1").build();
        assertThat(all(table, message(named, "{\"sku\":7}"))).hasSize(2).allSatisfy(event -> {
            assertThat(event.retain()).isEqualTo(new Retain("7"));
            assertThat(event.once()).isEqualTo("m-1");
        });
        assertThat(map(one("'channel':'a','retain':true"), message(NONE, "{}")).retain())
                .isEqualTo(Retain.CHANNEL);
        assertThat(map(one("'channel':'a','once':'{message_id}'"), message(NONE, "{}"))
                        .once())
                .isNull();
        assertRefused(table, message(named, "{}"), RefusalReason.BAD_KEY, "/rules/0/retain_key");
    }

    private Event map(Rules rules, Arrival message) {
        List<Event> made = all(rules, message);
        assertThat(made).hasSize(1);
        return made.get(0);
    }

    private List<Event> all(Rules rules, Arrival message) {
        try {
            return mapping.map(rules, message);
        } catch (RefusedEvent e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(Rules rules, Arrival message, RefusalReason reason, String words) {
        assertThatThrownBy(() -> mapping.map(rules, message))
                .isInstanceOfSatisfying(
                        RefusedEvent.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    @Test
    void aChannelIsMadeOfTheKeysWordsAndTheBodyGoesOutAsItIs() {
        Rules rules = one("'key':'orders.*.changed','channel':'orders.{1}'");
        assertThat(map(rules, message("orders.7.changed", "{ \"a\": 1 }")))
                .isEqualTo(new Event(new ChannelId(null, "orders.7"), "{ \"a\": 1 }", null, null, null));
        assertRefused(rules, message("orders.7.paid", "b"), RefusalReason.NO_RULE, "orders.7.paid");
        assertRefused(rules, message("", "b"), RefusalReason.NO_RULE, "''");
    }

    @Test
    void theFirstRuleThatMatchesCounts() {
        Rules rules = rules("""
                {'sources':[{'exchange':'x'},{'exchange':'y'}],'rules':[
                {'exchange':'y','channel':'of y'},
                {'header':{'kind':'a'},'key':'#','channel':'a'},
                {'key':'k.*','channel':'second'},
                {'key':'k.1','channel':'third'},
                {'exchange':'x','channel':'{key}'}]}""");
        assertThat(map(rules, message("k.1", "")).channel().name()).isEqualTo("second");
        assertThat(map(rules, message("k", "")).channel().name()).isEqualTo("k");
        assertThat(map(rules, message(headers("kind", "a"), "")).channel().name())
                .isEqualTo("a");
        assertThat(map(rules, message(headers("kind", "b"), "")).channel().name())
                .isEqualTo("k");
        assertThat(map(rules, new Arrival("y", "k.1", NONE, new byte[0]))
                        .channel()
                        .name())
                .isEqualTo("of y");
    }

    /** There may be many rules, and a header be long. */
    @Test
    void aHeaderIsMadeTextOnceHoweverManyRulesAskForIt() {
        AtomicInteger times = new AtomicInteger();
        LongString plain = LongStringHelper.asLongString("b");
        LongString header = (LongString) Proxy.newProxyInstance(
                LongString.class.getClassLoader(), new Class<?>[] {LongString.class}, (proxy, method, arguments) -> {
                    times.addAndGet(method.getName().equals("toString") ? 1 : 0);
                    return method.invoke(plain, arguments);
                });
        Rules rules = rules("""
                {'sources':[{'exchange':'x'}],'rules':[{'header':{'h':'a'},'channel':'a'},{'header':{'h':'c'},'channel':'c'},
                {'header':{'h':'b'},'channel':'{header.h}'}]}""");
        assertThat(map(rules, message(headers("h", header), "")).channel().name())
                .isEqualTo("b");
        assertThat(times).hasValue(1);
    }

    @Test
    void everyFieldIsMadeOfWhatTheMessageHas() {
        Rules rules = one("""
                'channel':['{exchange}.{header.n}','all'],'data':'{/order/items/1}','id':'{message_id}-{/order/n}',
                'name':'{type}','user':'{/order/who}'""");
        AMQP.BasicProperties properties =
                headers("n", 5).builder().messageId("m").type("t").build();
        String body = "{\"order\":{\"items\":[1,{\"b\":[true,null]}],\"n\":1.50,\"who\":\"ann\"}}";
        assertThat(all(rules, message(properties, body)))
                .containsExactly(
                        new Event(new ChannelId("ann", "x.5"), "{\"b\":[true,null]}", "m-1.50", "t", null),
                        new Event(new ChannelId("ann", "all"), "{\"b\":[true,null]}", "m-1.50", "t", null));
    }

    @Test
    void dataMayBeAnObjectOfPointersWithoutWhatIsMissing() {
        Rules rules = one("'channel':'c','data':{'n':'{/a/0}','s':'{/b}','t':'no {/a/0}','gone':'{/c}','k':'{0}'}");
        assertThat(map(rules, message("w", "{\"a\":[1],\"b\":\"x\"}")).data())
                .isEqualTo("{\"n\":1,\"s\":\"x\",\"t\":\"no 1\",\"k\":\"w\"}");
    }

    @Test
    void onlyWhatIsOptionalMayBeMissing() {
        Arrival message = message("k", "{\"a\":1,\"e\":\"\"}");
        assertThat(map(one("'channel':'c','id':'{/b}','name':'x{message_id}'"), message))
                .isEqualTo(new Event(new ChannelId(null, "c"), "{\"a\":1,\"e\":\"\"}", null, null, null));
        assertRefused(one("'channel':'c.{4}'"), message, RefusalReason.NO_CHANNEL, "/rules/0/channel");
        assertRefused(one("'channel':'c','data':'{/b}'"), message, RefusalReason.NO_DATA, "/rules/0/data");
        assertRefused(one("'channel':'{/e}'"), message, RefusalReason.BAD_CHANNEL, "channel");
    }

    @Test
    void aBodyThatIsNotJsonIsToldWhereARuleLooksIntoIt() {
        Rules rules = one("'channel':'c','data':'{/b}'");
        assertRefused(rules, message("k", "no JSON"), RefusalReason.NO_DATA, "made of, '{/b}': its body is not JSON");
        assertThatThrownBy(() -> mapping.map(rules, message("k", "{}")))
                .hasMessage("the message lacks what /rules/0/data is made of, '{/b}'");
        assertThatThrownBy(() -> mapping.map(one("'channel':'c.{4}'"), message("k", "no JSON")))
                .hasMessage("the message lacks what /rules/0/channel is made of, 'c.{4}'");
    }

    /** It would be for everyone. */
    @Test
    void anEventThatIsMeantForAUserWhoIsMissingIsRefused() {
        Rules rules = one("'channel':'c','user':'{/who}'");
        assertRefused(rules, message("k", "{}"), RefusalReason.BAD_USER, "/rules/0/user");
        assertRefused(rules, message("k", "{\"who\":\"\"}"), RefusalReason.BAD_USER, "/rules/0/user");
        assertRefused(rules, message("k", "no JSON"), RefusalReason.BAD_USER, "/rules/0/user");
    }

    @Test
    void aBodyThatIsNoTextGoesOutOnlyWhereTheRuleSaysSo() {
        Arrival binary = new Arrival("x", "k", NONE, new byte[] {(byte) 0xff, 0});
        assertRefused(one("'channel':'c'"), binary, RefusalReason.NOT_TEXT, "base64");
        assertThat(map(one("'channel':'c','base64':true"), binary).data()).isEqualTo("/wA=");
        assertThat(map(one("'channel':'c','base64':true"), message("k", "text")).data())
                .isEqualTo("text");
    }

    @Test
    void theSameChannelTwiceIsOne() {
        assertThat(all(one("'channel':['c','{key}','d']"), message("c", ""))).hasSize(2);
    }

    @Test
    void messagesOfTheBrokersFormatNeedNoRule() {
        Rules rules = rules("{'sources':[{'exchange':'x','format':'broker'}]}");
        assertThat(map(rules, message("k", "{\"channel\":\"c\",\"data\":\"d\",\"user\":\"u\"}")))
                .isEqualTo(new Event(new ChannelId("u", "c"), "d", null, null, null));
        assertRefused(rules, message("k", "{}"), RefusalReason.NO_CHANNEL, "channel");
    }

    @Test
    void anExchangeThatIsNoSourceHasNoRule() {
        Arrival other = new Arrival("other", "k", NONE, new byte[0]);
        assertRefused(one("'channel':'c'"), other, RefusalReason.NO_RULE, "other");
    }

    @Test
    void whatIsLongerThanAnyEventIsRefused() {
        byte[] body = new byte[Math.toIntExact(6 * events.maxEventBytes() + (65 << 10))];
        Arrival large = new Arrival("x", "k", NONE, body);
        // Whose event would be short.
        assertRefused(one("'channel':'c','data':'d'"), large, RefusalReason.TOO_LARGE, "longer than any event");
    }

    @Test
    void cloudEventsComeWithTheirAttributesInHeaders() {
        Rules rules = one("cloudevents", "'channel':'{meta.subject}'");
        for (String prefix : List.of("cloudEvents:", "cloudEvents_")) {
            AMQP.BasicProperties properties = headers(
                    prefix + "id",
                    "1",
                    prefix + "source",
                    "/s",
                    prefix + "type",
                    "t",
                    prefix + "specversion",
                    "1.0",
                    prefix + "subject",
                    "c");
            assertThat(map(rules, message(properties, "{\"a\":1}")))
                    .isEqualTo(new Event(new ChannelId(null, "c"), "{\"a\":1}", null, "t", null));
        }
        assertRefused(rules, message(headers("cloudEvents:id", "1"), ""), RefusalReason.BAD_FORMAT, "'source'");
    }

    @Test
    void cloudEventsComeAsOneObject() {
        Rules rules = one("cloudevents", "'channel':'c{/n}','data':'{/n}'");
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",%s}";
        AMQP.BasicProperties type = new AMQP.BasicProperties.Builder()
                .contentType("application/cloudevents+json; charset=UTF-8")
                .build();
        assertThat(map(rules, message(type, event.formatted("\"data\":{\"n\":7}"))))
                .isEqualTo(new Event(new ChannelId(null, "c7"), "7", null, "t", null));
        assertThat(map(rules, message(type, event.formatted("\"data_base64\":\"eyJuIjo4fQ==\"")))
                        .data())
                .isEqualTo("8");
        assertRefused(
                rules, message(type, event.formatted("\"data_base64\":\"?\"")), RefusalReason.BAD_FORMAT, "base64");
        assertRefused(rules, message(type, "{\"id\":\"1\"}"), RefusalReason.BAD_FORMAT, "'source'");
        assertRefused(rules, message(NONE, "[]"), RefusalReason.BAD_FORMAT, "CloudEvent");
        AMQP.BasicProperties batch = new AMQP.BasicProperties.Builder()
                .contentType("application/cloudevents-batch+json")
                .build();
        assertRefused(rules, message(batch, "[]"), RefusalReason.BAD_FORMAT, "batch");
    }

    /** One id of two producers would have who comes back miss what is between. */
    @Test
    void anIdIsTheMessagesOwnOnlyWhereTheRuleSaysSo() {
        String event = "{\"specversion\":\"1.0\",\"id\":\"@1\",\"source\":\"/s\",\"type\":\"eshq:t\",\"data\":null}";
        assertThat(map(one("cloudevents", "'channel':'c'"), message(NONE, event)))
                .isEqualTo(new Event(new ChannelId(null, "c"), "", null, null, null));
        assertThat(map(one("cloudevents", "'channel':'c','id':'{meta.source}{meta.id}'"), message(NONE, event))
                        .id())
                .isEqualTo("/s@1");
        Rules asked = one("cloudevents", "'channel':'c','name':'{meta.type}'");
        assertRefused(asked, message(NONE, event), RefusalReason.BAD_NAME, "eshq:");
    }

    @Test
    void springSaysInAHeaderWhatItIs() {
        Rules rules = one("spring", "'channel':'c'");
        assertThat(map(rules, message(headers("__TypeId__", "com.acme.Paid"), "{}"))
                        .name())
                .isEqualTo("com.acme.Paid");
        assertThat(map(rules, message(NONE, "{}")).name()).isNull();
    }

    @Test
    void massTransitHasTheMessageInAnEnvelope() {
        Rules rules = one("mass-transit", "'channel':'orders.{/orderId}'");
        String envelope = """
                {"messageId":"m-1","conversationId":"c","messageType":["urn:message:Acme:OrderPaid","urn:message:Acme:Any"],
                "message":{"orderId":7}}""";
        assertThat(map(rules, message(NONE, envelope)))
                .isEqualTo(new Event(new ChannelId(null, "orders.7"), "{\"orderId\":7}", null, "Acme:OrderPaid", null));
        assertRefused(rules, message(NONE, "{\"orderId\":7}"), RefusalReason.BAD_FORMAT, "envelope");
        assertRefused(rules, message(NONE, "{\"message\":null}"), RefusalReason.BAD_FORMAT, "envelope");
    }
}

package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.LongStringHelper;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.Settings;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as the libraries make them whose formats are read. */
class FormatsTest {
    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",%s}";

    private final EventRules events = new EventRules(new Settings());
    private final Mapping mapping = new Mapping(new EventJson(events, new Seal()), events);

    private static Rules rules(String format, String rule) {
        try {
            String json = "{'sources':[{'exchange':'x','format':'" + format + "'}],'rules':[{" + rule + "}]}";
            return new RulesJson("eventsource.fanout").read(json.replace('\'', '"'));
        } catch (InvalidRules e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static AMQP.BasicProperties.Builder typed(@Nullable String contentType, Object... headers) {
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            Object value = headers[i + 1];
            all.put((String) headers[i], value instanceof String s ? LongStringHelper.asLongString(s) : value);
        }
        return new AMQP.BasicProperties.Builder().contentType(contentType).headers(all);
    }

    private Event map(String format, String rule, AMQP.BasicProperties.Builder properties, byte[] body) {
        try {
            return mapping.map(rules(format, rule), new Arrival("x", "k", properties.build(), body))
                    .get(0);
        } catch (RefusedEvent e) {
            throw new AssertionError(e);
        }
    }

    private void assertRefused(String format, AMQP.BasicProperties.Builder properties, String body, String words) {
        assertRefused(format, properties, body.getBytes(UTF_8), words);
    }

    private void assertRefused(String format, AMQP.BasicProperties.Builder properties, byte[] body, String words) {
        Arrival message = new Arrival("x", "k", properties.build(), body);
        assertThatThrownBy(() -> mapping.map(rules(format, "'channel':'c'"), message))
                .isInstanceOfSatisfying(
                        RefusedEvent.class, e -> assertThat(e.reason()).isEqualTo(RefusalReason.BAD_FORMAT))
                .hasMessageContaining(words);
    }

    private static AMQP.BasicProperties.Builder spring(Object... headers) {
        return typed("application/json", headers).contentEncoding("UTF-8");
    }

    @Test
    void springsJsonNamesItsCharsetAsContentEncoding() {
        byte[] body = "{\"name\":\"Käthe\"}".getBytes(UTF_8);
        Event made = map("spring", "'channel':'c'", spring("__TypeId__", "com.acme.Paid"), body);
        assertThat(made.data()).isEqualTo("{\"name\":\"Käthe\"}");
        assertThat(made.name()).isEqualTo("com.acme.Paid");
    }

    @Test
    void springsOtherCharsetsGoOutAsUtf8() {
        String body = "{\"name\":\"Käthe\"}";
        String rule = "'channel':'{/name}'";
        AMQP.BasicProperties.Builder latin = spring().contentEncoding("ISO-8859-1");
        assertThat(map("spring", rule, latin, body.getBytes(ISO_8859_1))
                        .channel()
                        .name())
                .isEqualTo("Käthe");
        AMQP.BasicProperties.Builder wide = typed("application/json; charset=utf-16");
        assertThat(map("spring", "'channel':'c'", wide, body.getBytes(UTF_16)).data())
                .isEqualTo(body);
        assertRefused("spring", spring().contentEncoding("US-ASCII"), body, "US-ASCII");
        AMQP.BasicProperties.Builder asItIs =
                typed("application/json; charset=iso-8859-1").contentEncoding("identity");
        assertThat(map("spring", "'channel':'c'", asItIs, body.getBytes(ISO_8859_1))
                        .data())
                .isEqualTo(body);
    }

    /** What the decoder lets pass would go out as question marks. */
    @Test
    void halvesOfSurrogatesAreNoText() {
        byte[] half = {0, 0, 0, '"', 0, 0, (byte) 0xd8, 0, 0, 0, 0, '"'};
        assertRefused("spring", spring().contentEncoding("UTF-32BE"), half, "UTF-32BE");
    }

    @Test
    void springsCollectionsSayWhatIsInThem() {
        AMQP.BasicProperties.Builder properties = spring(
                "__TypeId__", "java.util.HashMap",
                "__ContentTypeId__", "com.acme.Order",
                "__KeyTypeId__", "java.lang.String");
        String rule = "'channel':'{meta.keyType}','name':'{meta.contentType}'";
        Event made = map("spring", rule, properties, "{}".getBytes(UTF_8));
        assertThat(made.name()).isEqualTo("com.acme.Order");
        assertThat(made.channel().name()).isEqualTo("java.lang.String");
    }

    @Test
    void whatOnlyJavaCanReadIsRefused() {
        assertRefused("spring", typed("application/x-java-serialized-object"), "abc", "JSON converter");
        assertRefused("spring", spring("springBatchFormat", "lengthHeader4"), "{}", "batch");
    }

    @ParameterizedTest
    @CsvSource({"spring,gzip", "spring,'gzip, UTF-8'", "spring,deflate:UTF-8", "cloudevents,zip", "mass-transit,br"})
    void whatIsCompressedIsRefused(String format, String encoding) {
        AMQP.BasicProperties.Builder properties = typed("application/json").contentEncoding(encoding);
        assertRefused(format, properties, EVENT.formatted("\"message\":{}"), "content_encoding '" + encoding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring", "cloudevents", "mass-transit"})
    void aBodyInTheEncodingOfAnotherProtocolIsRefused(String format) {
        assertRefused(format, typed("application/json").type("amqp-1.0"), "{}", "data section");
    }

    private static AMQP.BasicProperties.Builder attributes(String contentType, Object... more) {
        Map<String, Object> headers =
                new HashMap<>(typed("", "cloudEvents:id", "1", "cloudEvents:source", "/s", "cloudEvents:type", "t")
                        .build()
                        .getHeaders());
        headers.put("cloudEvents:specversion", LongStringHelper.asLongString("1.0"));
        headers.putAll(typed("", more).build().getHeaders());
        return new AMQP.BasicProperties.Builder().contentType(contentType).headers(headers);
    }

    @Test
    void attributesOfCloudEventsMayBeOfKindsOfAmqp() {
        AMQP.BasicProperties.Builder properties = attributes(
                "application/xml",
                "cloudEvents:time",
                Date.from(Instant.parse("2018-04-05T17:31:00Z")),
                "cloudEvents:sequence",
                5L,
                "cloudEvents:mark",
                new byte[] {1, 2});
        String rule = "'channel':'c','data':'{meta.time} {meta.sequence} {meta.mark} {meta.datacontenttype}'";
        assertThat(map("cloudevents", rule, properties, new byte[0]).data())
                .isEqualTo("2018-04-05T17:31:00Z 5 AQI= application/xml");
    }

    @Test
    void theMediaTypeOfCloudEventsIsOfEitherCase() {
        AMQP.BasicProperties.Builder properties = attributes("Application/CloudEvents+JSON");
        byte[] body = EVENT.formatted("\"data\":{\"a\":1}").getBytes(UTF_8);
        assertThat(map("cloudevents", "'channel':'c'", properties, body).data()).isEqualTo("{\"a\":1}");
        assertRefused("cloudevents", typed("application/CloudEvents-Batch+json"), "[]", "batch");
    }

    /** So that a page reads the same, however the event came. */
    @ParameterizedTest
    @CsvSource({
        "'\"data\":\"text\"', '\"text\"'",
        "'\"data\":\"text\",\"datacontenttype\":\"application/problem+json\"', '\"text\"'",
        "'\"data\":\"<a/>\",\"datacontenttype\":\"application/xml\"', <a/>",
        "'\"data\":1.50', 1.50"
    })
    void aStringOfACloudEventIsOneOfJsonUnlessItsTypeIsAnother(String members, String data) {
        byte[] body = EVENT.formatted(members).getBytes(UTF_8);
        assertThat(map("cloudevents", "'channel':'c'", typed("application/cloudevents+json"), body)
                        .data())
                .isEqualTo(data);
    }

    @Test
    void allAttributesOfACloudEventCanBeNamed() {
        String members =
                "\"dataschema\":\"urn:s\",\"datacontenttype\":\"text/plain\",\"dataref\":\"r\",\"subject\":null,"
                        + "\"data\":\"d\"";
        String rule =
                "'channel':'c','data':'{meta.dataschema} {meta.datacontenttype} {meta.dataref}','id':'{meta.subject}'";
        Event made =
                map("cloudevents", rule, typed(null), EVENT.formatted(members).getBytes(UTF_8));
        assertThat(made.data()).isEqualTo("urn:s text/plain r");
        assertThat(made.id()).isNull();
    }

    @Test
    void whatIsNoCloudEventOfThisVersionIsRefused() {
        String both = EVENT.formatted("\"data\":1,\"data_base64\":\"AQ==\"");
        assertRefused("cloudevents", typed(null), both, "both");
        assertRefused("cloudevents", typed(null), EVENT.formatted("\"data_base64\":1"), "base64");
        String older = EVENT.formatted("\"data\":1").replace("1.0", "0.3");
        assertRefused("cloudevents", typed(null), older, "specversion");
    }

    @Test
    void anEnvelopeSaysAllThatMassTransitKnows() {
        String envelope = """
                {"messageId":"m","requestId":"r","correlationId":null,"conversationId":"c","initiatorId":"i",
                "sourceAddress":"rabbitmq://h/s","destinationAddress":"rabbitmq://h/d","responseAddress":"rabbitmq://h/r",
                "faultAddress":null,"messageType":["urn:message:Acme.Orders:Paid","urn:message:Acme.Orders:Any"],
                "message":{"total":"1.50"},"expirationTime":null,"sentTime":"2026-01-02T03:04:05Z",
                "headers":{"tenant":"t-1","MT-Activity-Id":"a"},"host":{"machineName":"h"}}""";
        String rule =
                "'channel':'{meta.headers.tenant}','data':'{meta.requestId} {meta.initiatorId} {meta.responseAddress}',"
                        + "'id':'{meta.correlationId}'";
        Event made = map(
                "mass-transit",
                rule,
                typed("application/vnd.masstransit+json", "tenant", "t-1"),
                envelope.getBytes(UTF_8));
        assertThat(made.channel().name()).isEqualTo("t-1");
        assertThat(made.data()).isEqualTo("r i rabbitmq://h/r");
        assertThat(made.id()).isNull();
        assertThat(made.name()).isEqualTo("Acme.Orders:Paid");
    }

    @Test
    void theRawSerializersMessagesSayItInHeaders() {
        AMQP.BasicProperties.Builder properties = typed(
                "application/json",
                "MessageId",
                "m-1",
                "ConversationId",
                "c-1",
                "MT-Source-Address",
                "rabbitmq://h/s",
                "MT-MessageType",
                "urn:message:Acme.Orders:Paid;urn:message:Acme.Orders:Any");
        String rule = "'channel':'{meta.conversationId}','id':'{meta.messageId}'";
        Event made = map("mass-transit", rule, properties, "{\"message\":null,\"a\":1}".getBytes(UTF_8));
        assertThat(made.name()).isEqualTo("Acme.Orders:Paid");
        assertThat(made.channel().name()).isEqualTo("c-1");
        assertThat(made.id()).isEqualTo("m-1");
        assertThat(made.data()).isEqualTo("{\"message\":null,\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bson", "xml", "aes", "msgpack"})
    void envelopesThatAreNoJsonAreRefusedByTheirName(String kind) {
        String type = "application/vnd.masstransit+" + kind;
        assertRefused("mass-transit", typed(type), "{\"message\":{}}", "'" + type + "'");
    }

    @Test
    void aMessageThatIsPastedWithANumberThatIsTooLongIsRefused() {
        String json = "{\"exchange\":\"x\",\"body\":" + "1".repeat(2000) + "}";
        assertThatThrownBy(() -> MessageJson.read(json)).isInstanceOf(InvalidRules.class);
    }
}

package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What formats say of a message beside its body; {@code '} stands for quotes. */
class FormatTest {
    private static final String EVENT =
            "{'specversion':'1.0','id':'1','source':'/s','type':'t','subject':'c','data':{'n':7}}";

    private static Content open(Format format, @Nullable String type, Map<String, Object> headers, String body)
            throws RefusedEvent {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType(type)
                .headers(headers)
                .build();
        return format.open(
                new Arrival("x", "k", properties, body.replace('\'', '"').getBytes(UTF_8)));
    }

    private static void assertRefused(Format format, Map<String, Object> headers, String body, String words) {
        assertThatThrownBy(() -> open(format, null, headers, body))
                .isInstanceOfSatisfying(
                        RefusedEvent.class, e -> assertThat(e.reason()).isEqualTo(RefusalReason.BAD_FORMAT))
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "specversion", "type"})
    void aCloudEventWithoutWhatItHasToHaveIsNone(String name) {
        String without = EVENT.replace("'" + name + "'", "'other'");
        assertRefused(Format.CLOUDEVENTS, Map.of(), without, "'" + name + "'");
        String empty = EVENT.replaceAll("'" + name + "':'[^']*'", "'" + name + "':''");
        assertRefused(Format.CLOUDEVENTS, Map.of(), empty, "'" + name + "'");
        Map<String, Object> headers = new HashMap<>();
        List.of("id", "source", "specversion", "type").forEach(each -> headers.put("cloudEvents:" + each, "v"));
        headers.remove("cloudEvents:" + name);
        assertRefused(Format.CLOUDEVENTS, headers, "", "'" + name + "'");
    }

    @Test
    void theDataOfACloudEventAreNoAttribute() throws RefusedEvent {
        Content content = open(Format.CLOUDEVENTS, null, Map.of(), EVENT);
        assertThat(content.meta("subject")).isEqualTo("c");
        assertThat(content.meta("data")).isNull();
        assertThat(content.text(false)).isEqualTo("{\"n\":7}");
    }

    /** A proxy may have put some there. */
    @Test
    void aCloudEventThatIsOneObjectIsReadWhateverItsHeaders() throws RefusedEvent {
        Content content =
                open(Format.CLOUDEVENTS, "application/cloudevents+json", Map.of("cloudEvents:subject", "h"), EVENT);
        assertThat(content.meta("subject")).isEqualTo("c");
    }

    @Test
    void aTextOfACloudEventIsJsonUnlessItsTypeIsAnotherAndNoDataAreNone() throws RefusedEvent {
        assertThat(open(Format.CLOUDEVENTS, null, Map.of(), EVENT.replace("{'n':7}", "'text'"))
                        .text(false))
                .isEqualTo("\"text\"");
        assertThat(open(
                                Format.CLOUDEVENTS,
                                null,
                                Map.of(),
                                EVENT.replace("{'n':7}", "'text','datacontenttype':'text/plain'"))
                        .text(false))
                .isEqualTo("text");
        assertThat(open(Format.CLOUDEVENTS, null, Map.of(), EVENT.replace(",'data':{'n':7}", ""))
                        .text(false))
                .isEmpty();
    }

    @Test
    void anEnvelopeOfMassTransitSaysWhereItIsFrom() throws RefusedEvent {
        List<String> names = List.of(
                "messageId", "correlationId", "conversationId", "sourceAddress", "destinationAddress", "sentTime");
        StringBuilder envelope = new StringBuilder("{'other':'no','message':{}");
        names.forEach(name ->
                envelope.append(",'").append(name).append("':'of ").append(name).append("'"));
        Content content = open(Format.MASS_TRANSIT, null, Map.of(), envelope + "}");
        assertThat(names).allSatisfy(name -> assertThat(content.meta(name)).isEqualTo("of " + name));
        assertThat(content.meta("id")).isEqualTo("of messageId");
        assertThat(content.meta("type")).isNull();
        assertThat(content.meta("other")).isNull();
    }

    @Test
    void whatIsNullInAnEnvelopeIsNothing() throws RefusedEvent {
        String envelope = "{'messageId':null,'messageType':['Plain'],'message':{}}";
        Content content = open(Format.MASS_TRANSIT, null, Map.of(), envelope);
        assertThat(content.meta("messageId")).isNull();
        assertThat(content.meta("id")).isNull();
        assertThat(content.meta("type")).isEqualTo("Plain");
    }
}

package dev.eventsource.broker.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.LongStringHelper;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final AMQP.BasicProperties PROPERTIES = new AMQP.BasicProperties.Builder()
            .messageId("of message")
            .type("of type")
            .appId("of app")
            .userId("of user")
            .correlationId("of correlation")
            .contentType("of content")
            .replyTo("of reply")
            .build();

    private static @Nullable String fill(String template, AMQP.BasicProperties properties, byte[] body)
            throws RefusedEvent {
        Arrival arrival = new Arrival("ex", "a..c", properties, body);
        Template parsed = Template.parse(template);
        Content content = new Content(arrival, Map.of("subject", "of meta"), body);
        content.expect(Pointers.of(parsed.pointers()));
        return parsed.fill(content, false);
    }

    private static @Nullable String fill(String template) throws RefusedEvent {
        return fill(template, PROPERTIES, "\uFEFF{\"n\":7,\"s\":\"{0}\"}".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain|plain",
                "{0}-{2}|a-c",
                "x{1}y|xy",
                "{key}@{exchange}|a..c@ex",
                "{{{0}}}|{a}",
                "}}{{|}{",
                "{/n}{/n}|77",
                "{/s}|{0}",
                "{message_id}|of message",
                "{type}|of type",
                "{app_id}|of app",
                "{user_id}|of user",
                "{correlation_id}|of correlation",
                "{content_type}|of content",
                "{reply_to}|of reply",
                "{meta.subject}|of meta"
            })
    void isFilledByTheMessage(String template, String text) throws RefusedEvent {
        assertThat(fill(template)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{3}", "{999}", "{/m}", "{/n/0}", "{header.h}", "{meta.type}", "x{3}", "{0}{/m}{1}"})
    void isNothingWhereTheMessageLacksAPart(String template) throws RefusedEvent {
        assertThat(fill(template)).isNull();
    }

    @Test
    void theWholeBodyIsByteForByte() throws RefusedEvent {
        assertThat(fill("{body}", PROPERTIES, " { \"a\" : 1.0 } ".getBytes(UTF_8)))
                .isEqualTo(" { \"a\" : 1.0 } ");
    }

    @Test
    void aPropertyThatIsMissingIsNothing() throws RefusedEvent {
        for (String name :
                List.of("message_id", "type", "app_id", "user_id", "correlation_id", "content_type", "reply_to")) {
            assertThat(fill("{" + name + "}", new AMQP.BasicProperties(), new byte[0]))
                    .as(name)
                    .isNull();
        }
    }

    @Test
    void aHeaderIsATextANumberOrATruthValueAndNothingElse() throws RefusedEvent {
        Map<String, Object> headers = new HashMap<>();
        headers.put("text", LongStringHelper.asLongString("ü"));
        headers.put("whole", 7);
        headers.put("long", Long.MIN_VALUE);
        headers.put("broken", 1.5);
        headers.put("decimal", new BigDecimal("1.50"));
        headers.put("flag", false);
        assertThat(fill(
                        "{header.text} {header.whole} {header.long} {header.broken} {header.decimal} {header.flag}",
                        new AMQP.BasicProperties.Builder().headers(headers).build(),
                        new byte[0]))
                .isEqualTo("ü 7 -9223372036854775808 1.5 1.50 false");
        Map<String, Object> others = new HashMap<>();
        others.put("table", Map.of("a", 1));
        others.put("array", List.of(1));
        others.put("bytes", new byte[] {65});
        others.put("null", null);
        for (String name : others.keySet()) {
            assertThat(fill(
                            "{header." + name + "}",
                            new AMQP.BasicProperties.Builder().headers(others).build(),
                            new byte[0]))
                    .as(name)
                    .isNull();
        }
    }

    @Test
    void aBodyThatIsNoJsonHasNoPlaces() throws RefusedEvent {
        assertThat(fill("{/n}", PROPERTIES, "{\"n\":7".getBytes(UTF_8))).isNull();
        assertThat(fill("{/n}", PROPERTIES, new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xff, '"', '}'}))
                .isNull();
    }

    @Test
    void aBodyThatIsNoTextIsNone() {
        assertThatThrownBy(() -> fill("{body}", PROPERTIES, new byte[] {(byte) 0xff}))
                .isInstanceOfSatisfying(
                        RefusedEvent.class, e -> assertThat(e.reason()).isEqualTo(RefusalReason.NOT_TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "{0", "{0}}", "{-1}", "{1000}", "{}", "{header.}", "{meta.}", "{ 0}", "{a{0}}"})
    void whatIsNoneIsToldFrom(String text) {
        assertThatThrownBy(() -> Template.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

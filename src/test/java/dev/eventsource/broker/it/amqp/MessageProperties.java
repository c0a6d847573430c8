package dev.eventsource.broker.it.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Properties and headers that publishers send, none of which changes what a message's body says. */
@SuppressWarnings("JavaUtilDate") // the AMQP client's type for a time
public enum MessageProperties {
    NONE(properties()),
    JSON(properties().contentType("application/json").contentEncoding("utf-8")),
    ANOTHER_TYPE(properties().contentType("text/plain; charset=ISO-8859-1")),
    ANOTHER_ENCODING(properties().contentEncoding("gzip")),
    PERSISTENT(properties().deliveryMode(2).priority(9).timestamp(new Date(0))),
    IDS(properties().messageId("1").correlationId("2").replyTo("3").type("4").appId("5")),
    HEADERS(headers(Map.of("a", 1, "b", List.of("c", true), "d", Map.of("e", new byte[] {1}), "f", new Date(0)))),
    JMS_TEXT(jms("TextMessage")),
    JMS_BYTES(jms("BytesMessage")),
    JMS_MAP(jms("MapMessage")),
    JMS_STREAM(jms("StreamMessage")),
    JMS_OBJECT(jms("ObjectMessage")),
    JMS_UNKNOWN(jms("NoSuchMessage")),
    JMS_NUMBER(headers(Map.of("JMSType", 1))),
    JMS_HEADERS(headers(Map.of(
            "JMSDeliveryMode", "x", "JMSMessageID", 1, "JMSTimestamp", "x", "JMSExpiration", "x", "JMSReplyTo", "x"))),
    JMS_REDELIVERY(headers(Map.of("JMSXDeliveryCount", "x", "x-death", List.of())));

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes its headers
    public final BasicProperties properties;

    MessageProperties(BasicProperties.Builder properties) {
        this.properties = properties.build();
    }

    private static BasicProperties.Builder properties() {
        return new BasicProperties.Builder();
    }

    private static BasicProperties.Builder headers(Map<String, Object> headers) {
        return properties().headers(headers);
    }

    private static BasicProperties.Builder jms(String type) {
        return headers(Map.of("JMSType", type));
    }
}

package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what the message converters of Spring AMQP make: a body of JSON, XML, text or bytes, and in headers the class that it was
 * made of, of a collection also that of what is in it.
 */
final class Spring {
    private static final String SERIALIZED = "application/x-java-serialized-object";
    private static final Map<String, String> CLASSES =
            Map.of("type", "__TypeId__", "contentType", "__ContentTypeId__", "keyType", "__KeyTypeId__");

    private Spring() {}

    static Content open(Arrival arrival) throws RefusedEvent {
        if (SERIALIZED.equals(arrival.properties().getContentType())) {
            throw refused(
                    "it is a serialized object of Java: have its publisher send JSON, with Spring's JSON converter");
        }
        if (Content.header(arrival.properties(), "springBatchFormat") != null) {
            throw refused("a batch of Spring's is not read: send each as a message of its own");
        }
        Map<String, String> meta = new HashMap<>();
        CLASSES.forEach((name, header) -> {
            String value = Content.header(arrival.properties(), header);
            if (value != null) {
                meta.put(name, value);
            }
        });
        return new Content(arrival, meta, ReadableBody.of(arrival));
    }

    private static RefusedEvent refused(String whatToChange) {
        return new RefusedEvent(RefusalReason.BAD_FORMAT, whatToChange);
    }
}

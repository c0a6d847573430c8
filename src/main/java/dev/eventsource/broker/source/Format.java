package dev.eventsource.broker.source;

import dev.eventsource.broker.event.RefusedEvent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the messages of a source are, and how rules see them. */
enum Format {
    /** The body is what the publisher wanted to say. */
    RAW {
        @Override
        Content open(Arrival arrival) {
            return new Content(arrival, Map.of(), arrival.body());
        }
    },
    /** The body is an event as the broker's own exchange has them; no rule is asked. */
    BROKER {
        @Override
        Content open(Arrival arrival) {
            return new Content(arrival, Map.of(), arrival.body());
        }
    },
    /** CloudEvents 1.0, as one JSON object or with the attributes in headers. */
    CLOUDEVENTS {
        @Override
        Content open(Arrival arrival) throws RefusedEvent {
            return CloudEvents.open(arrival);
        }
    },
    /** What Spring AMQP's converters make: a body, and in headers the classes that it was made of. */
    SPRING {
        @Override
        Content open(Arrival arrival) throws RefusedEvent {
            return Spring.open(arrival);
        }
    },
    /** An object of JSON in which the message stands beside what is said of it, or the message alone. */
    MASS_TRANSIT {
        @Override
        Content open(Arrival arrival) throws RefusedEvent {
            return MassTransit.open(arrival);
        }
    };

    /** The content of a message, or why it is none of this format. */
    abstract Content open(Arrival arrival) throws RefusedEvent;

    /** As rules name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Format> of(String word) {
        return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    static String words() {
        return Stream.of(values()).map(Format::word).collect(Collectors.joining(", "));
    }
}

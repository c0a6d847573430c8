package dev.eventsource.broker.ledger.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.ledger.cluster.Hub;
import java.net.URLEncoder;
import java.time.Instant;

/** A draft of the Mercure protocol: what its subscribers ask for and show, and what they are answered. */
enum Draft {
    SEVEN("Last-Event-ID") {
        @Override
        String topic(String channel) {
            return parameter("topic", Hub.topic(channel));
        }

        @Override
        String half(String half) {
            return parameter("topic", Hub.template(half));
        }

        @Override
        String token(Instant end) {
            return Hub.subscriber(end);
        }
    },
    EIGHT("Mercure-Last-Event-ID") {
        @Override
        String topic(String channel) {
            return parameter("match", Hub.topic(channel));
        }

        @Override
        String half(String half) {
            return parameter("match_urlpattern", Hub.pattern(half));
        }

        @Override
        String token(Instant end) {
            return Hub.accessOfSubscriber(end);
        }
    };

    private final String answer;

    Draft(String answer) {
        this.answer = answer;
    }

    /** The answer's header that says behind which id a stream goes on. */
    String answer() {
        return answer;
    }

    /** Whether an id used twice means its first place, and else its latest. */
    boolean meansFirst() {
        return this == EIGHT;
    }

    /** The parameter that selects a topic by its own name, */
    abstract String topic(String channel);

    /** and the one that selects a half of all. */
    abstract String half(String half);

    /** A token for updates of any topic, until then. */
    abstract String token(Instant end);

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }
}

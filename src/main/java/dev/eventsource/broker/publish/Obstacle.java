package dev.eventsource.broker.publish;

import dev.eventsource.broker.http.Unavailable;

/** Why nothing can be published now. Anyone may read it. */
enum Obstacle {
    BLOCKED("RabbitMQ takes no messages for now, being short of memory or disk"),
    AWAY("RabbitMQ does not answer"),
    SILENT("RabbitMQ has not said in time that it took the event"),
    NOT_TAKEN("RabbitMQ did not take the event"),
    NOT_ROUTED("RabbitMQ could not route the event"),
    FULL("more events wait to be published than the broker holds"),
    STOPPING("the broker is stopping");

    private final String words;

    Obstacle(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** For who wanted to publish: nothing was promised. */
    Unavailable unavailable() {
        return new Unavailable(Character.toUpperCase(words.charAt(0)) + words.substring(1) + "; send it again.", null);
    }
}

package dev.eventsource.broker.bench;

/** How events come to a server. */
enum Way {
    /** Past AMQP: what is left is the delivery's own cost. */
    DIRECT(""),
    /** As a user's come: published to an exchange, and consumed from a stream that is bound to it. */
    AMQP(" over AMQP");

    private final String suffix;

    Way(String suffix) {
        this.suffix = suffix;
    }

    /** The name of a mode that has events come like this. */
    String name(String mode) {
        return mode + suffix;
    }
}

package dev.eventsource.broker.it.support;

/** Tests of the way from the exchange to the browser: the class that implements them brings the AMQP server. */
public interface FeedTests {
    AmqpPublisher exchange();

    /** Returns once the broker has them all in its log, which a later message shows. */
    default void publishAndAwait(Message... messages) {
        String marker = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(marker)) {
            for (Message message : messages) {
                exchange().publish(message);
            }
            exchange().publish(Message.to(marker));
            stream.next();
        }
    }
}

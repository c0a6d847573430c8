package dev.eventsource.broker.run;

import java.time.Instant;

/** A server of the tests that speaks MongoDB's protocol, and keeps what it has while it is away. */
public interface MongoServer extends AutoCloseable {
    /** With the broker's database. */
    String url();

    /** What time it is by its clock. */
    Instant now();

    /** Starts, or starts again on the same port, and returns once it takes connections. */
    MongoServer start();

    @Override
    void close();
}

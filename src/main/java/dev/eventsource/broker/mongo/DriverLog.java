package dev.eventsource.broker.mongo;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the driver logs. It tells of each client in 2,000 characters and of an outage every few seconds, both at INFO; that
 * MongoDB is away, and back, is the broker's to say, once. A level that an operator has set stays.
 *
 * <p>Used by the threads that deploy and undeploy, one after the other.
 */
final class DriverLog {
    /** Held here, for loggers that nobody holds lose their levels. */
    private static final Logger LOGGER = Logger.getLogger("org.mongodb.driver");

    private final boolean isOurs = LOGGER.getLevel() == null;

    void quieten() {
        if (isOurs) {
            LOGGER.setLevel(Level.WARNING);
        }
    }

    /** As it was, for others of the same server. */
    void restore() {
        if (isOurs) {
            LOGGER.setLevel(null);
        }
    }
}

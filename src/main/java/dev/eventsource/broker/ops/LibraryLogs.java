package dev.eventsource.broker.ops;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Quietens what libraries log again and again of what the broker says itself, in one line for each change, and what the
 * server logs of requests that are none. A level that an operator has set stays.
 *
 * <p>An extension, for it has to come before all of them. Used by the threads that deploy and undeploy, one after the other.
 */
public final class LibraryLogs implements Extension {
    private static final Map<String, Level> LEVELS = Map.of(
            // Payara has some calls that wait without a thread end in another than they began in, and Weld tells of
            // each.
            "org.jboss.weld.Servlet",
            Level.SEVERE,
            "org.jboss.weld.Context",
            Level.SEVERE,
            "org.jboss.weld.Conversation",
            Level.SEVERE,
            // Each client in 2,000 characters, and an outage every few seconds.
            "org.mongodb.driver",
            Level.WARNING,
            // That it cannot take leave of a RabbitMQ that has just gone, each class of it with a stack trace.
            "com.rabbitmq.jms",
            Level.OFF,
            // Each handshake that fails, for as long as the broker tries.
            "com.rabbitmq.client.impl.SocketFrameHandler",
            Level.OFF);

    /** Payara's web container and its way to it, and WildFly's JAX-RS. */
    private static final List<String> READERS = List.of(
            "jakarta.enterprise.web.core", "javax.enterprise.system.core", "org.jboss.resteasy.resteasy_jaxrs.i18n");

    /** Those that are quietened; held, for a logger that nobody holds loses its level. */
    private final List<Logger> quietened = new ArrayList<>();

    private final List<Logger> filtered = new ArrayList<>();

    void begin(@Observes BeforeBeanDiscovery deployment) {
        quieten();
    }

    void end(@Observes BeforeShutdown undeployment) {
        restore();
    }

    void quieten() {
        LEVELS.forEach((name, level) -> {
            Logger logger = Logger.getLogger(name);
            if (logger.getLevel() == null) {
                logger.setLevel(level);
                quietened.add(logger);
            }
        });
        READERS.stream()
                .map(Logger::getLogger)
                .filter(logger -> logger.getFilter() == null)
                .forEach(logger -> {
                    logger.setFilter(new WithoutUnreadable());
                    filtered.add(logger);
                });
    }

    /** As they were, for others of the same server. */
    void restore() {
        quietened.forEach(logger -> logger.setLevel(null));
        filtered.forEach(logger -> logger.setFilter(null));
    }
}

package dev.eventsource.broker.run;

import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.SystemConfig;
import org.jspecify.annotations.Nullable;

/** An AMQP 0-9-1 server of which nothing is left when it stops. */
public final class EmbeddedAmqp implements AutoCloseable {

    /** Qpid closes the connection where RabbitMQ ignores an argument or returns a message: here it does as RabbitMQ. */
    private static final Map<String, String> LIKE_RABBITMQ = Map.of(
            "queue.behaviourOnUnknownDeclareArgument", "IGNORE",
            "qpid.port.closeWhenNoRoute", "false");

    private final int port;
    private @Nullable SystemLauncher server;

    public EmbeddedAmqp(int port) {
        this.port = port;
    }

    public String url() {
        return "amqp://guest:guest@127.0.0.1:" + port + "/%2F";
    }

    public EmbeddedAmqp start() {
        SystemLauncher starting = new SystemLauncher();
        try {
            starting.startup(attributes());
        } catch (Exception e) {
            throw new IllegalStateException("The embedded AMQP server does not start on port " + port, e);
        }
        server = starting;
        return this;
    }

    @Override
    public void close() {
        if (server != null) {
            server.shutdown();
            server = null;
        }
    }

    private Map<String, Object> attributes() {
        Map<String, String> context = new HashMap<>(LIKE_RABBITMQ);
        context.put("amqp.port", String.valueOf(port));
        return Map.of(
                ConfiguredObject.TYPE,
                "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                configuration().toExternalForm(),
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                false,
                ConfiguredObject.CONTEXT,
                context);
    }

    private static URL configuration() {
        return Objects.requireNonNull(EmbeddedAmqp.class.getResource("/embedded-amqp.json"));
    }
}

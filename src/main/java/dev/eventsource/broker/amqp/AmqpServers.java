package dev.eventsource.broker.amqp;

import com.rabbitmq.client.ConnectionFactory;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;

/** The servers that {@code AMQP_URL} names. Any thread may ask. */
@Singleton
public final class AmqpServers {
    private static final int HIGHEST_PORT = 65_535;

    private final List<AmqpServer> servers;

    @Inject
    public AmqpServers(Settings settings) {
        this.servers = settings.list(Setting.AMQP_URL).stream()
                .map(url -> new AmqpServer(URI.create(url)))
                .toList();
        try {
            servers.forEach(AmqpServers::requireUsable);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The latter: what the client says of credentials that are a colon alone.
            throw settings.invalid(Setting.AMQP_URL);
        }
    }

    private static void requireUsable(AmqpServer server) {
        server.configure(new ConnectionFactory());
        if (server.url().getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException();
        }
    }

    /** All of them, in turn, for one client: which of them one client can reach is nothing to another. */
    public Turns turns() {
        return new Turns(servers);
    }

    /** Whose turn it is. For one thread at a time. */
    public static final class Turns {
        private final List<AmqpServer> servers;
        private int failures;

        private Turns(List<AmqpServer> servers) {
            this.servers = servers;
        }

        /** The server to try now. */
        public AmqpServer current() {
            return servers.get(Math.floorMod(failures, servers.size()));
        }

        /** Notes that the server of now did not do, so that the next one is tried. */
        public void noteFailure() {
            failures++;
        }
    }
}

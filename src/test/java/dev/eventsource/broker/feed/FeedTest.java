package dev.eventsource.broker.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.amqp.AmqpServers;
import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.HubUser;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.publish.OnceKeys;
import dev.eventsource.broker.publish.Publisher;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.source.Sources;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The feed as far as its first connection, which nobody answers here. */
class FeedTest {
    private final ServerSocket server = server();
    private final Settings settings = settings(server);
    private final Node node = new Node();
    private final Seal seal = new Seal();
    private final Channels channels = new Channels(node, settings);
    private final Fences fences = new Fences();
    private final Feed feed = feed();

    private static ServerSocket server() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Settings settings(ServerSocket server) {
        System.setProperty("AMQP_URL", "amqp://127.0.0.1:" + server.getLocalPort());
        try {
            return new Settings();
        } finally {
            System.clearProperty("AMQP_URL");
        }
    }

    /** Without what it needs once it is connected. */
    @SuppressWarnings("NullAway")
    private Feed feed() {
        EventRules rules = new EventRules(settings);
        EventJson json = new EventJson(rules, seal);
        OwnEvents own = new OwnEvents(seal);
        Doubt doubt = new Doubt();
        Binding binding = new Binding(doubt);
        AmqpServers servers = new AmqpServers(settings);
        Probes probes = new Probes(new Publisher(servers, doubt, json, settings), node, settings);
        Intake intake = new Intake(
                json,
                own,
                new HubUser(rules, settings),
                new Sources(json, rules, doubt, settings),
                channels,
                new RefusedMessages(),
                fences,
                binding,
                probes,
                new Traces(traced -> {}, settings),
                new OnceKeys(settings),
                node);
        return new Feed(
                servers, null, null, intake, binding, probes, null, json, own, channels, fences, null, null, null, null,
                settings);
    }

    @AfterEach
    void stop() throws IOException {
        feed.stop(new Shutdown());
        server.close();
    }

    /** The history has events that cannot be told from forged ones without. */
    @Test
    void readsNothingBeforeTheKeyOfTheNodesIsKnown() throws IOException {
        feed.start(new Startup());
        server.setSoTimeout(500);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        seal.use(new byte[] {1});
        server.setSoTimeout(5_000);
        try (Socket connected = server.accept()) {
            assertThat(connected.isConnected()).isTrue();
        }
    }
}

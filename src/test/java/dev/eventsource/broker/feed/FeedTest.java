package dev.eventsource.broker.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private final IntakeByHand byHand = IntakeByHand.with("AMQP_URL", "amqp://127.0.0.1:" + server.getLocalPort());
    private final Feed feed = feed();

    private static ServerSocket server() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what it needs once it is connected. */
    @SuppressWarnings("NullAway")
    private Feed feed() {
        return new Feed(
                byHand.servers,
                null,
                null,
                byHand.intake,
                byHand.binding,
                byHand.probes,
                null,
                byHand.json,
                byHand.own,
                byHand.channels,
                byHand.fences,
                null,
                null,
                null,
                null,
                byHand.settings);
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
        byHand.seal.use(new byte[] {1});
        server.setSoTimeout(5_000);
        try (Socket connected = server.accept()) {
            assertThat(connected.isConnected()).isTrue();
        }
    }
}

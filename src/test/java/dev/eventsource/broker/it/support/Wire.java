package dev.eventsource.broker.it.support;

import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands between browsers and the broker, and goes wrong as networks and proxies do. */
public final class Wire implements AutoCloseable {
    private final int port = Port.free();
    private final Set<WiredConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger streams = new AtomicInteger();
    private final ServerSocket server;
    private volatile boolean isDown;
    private volatile boolean isBuffering;

    public Wire() {
        try {
            server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** How many streams were asked for through it. */
    public int streams() {
        return streams.get();
    }

    /** Breaks all connections. */
    void cut() {
        connections.forEach(WiredConnection::reset);
    }

    /** Breaks all connections, and every new one until {@link #mend}. */
    public void goDown() {
        isDown = true;
        cut();
    }

    public void mend() {
        isDown = false;
    }

    /** Lets nothing more through on the connections that are open, and does not close them. */
    public void stall() {
        connections.forEach(WiredConnection::stall);
    }

    /** Holds each event stream back until it ends, as some proxies do. */
    public void buffer() {
        isBuffering = true;
    }

    boolean isBuffering() {
        return isBuffering;
    }

    void noteStream() {
        streams.incrementAndGet();
    }

    private void accept() {
        URI broker = Broker.uri("");
        while (!server.isClosed()) {
            try {
                Socket browser = server.accept();
                if (isDown) {
                    browser.setSoLinger(true, 0);
                    browser.close();
                } else {
                    connect(new WiredConnection(this, browser, new Socket(broker.getHost(), broker.getPort())));
                }
            } catch (IOException e) {
                // The broker is down, or this wire is closed.
            }
        }
    }

    private void connect(WiredConnection connection) {
        connections.add(connection);
        start(connection::carryRequests);
        start(() -> {
            connection.carryAnswers();
            connections.remove(connection);
        });
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}

package dev.eventsource.broker.bench.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes the benchmark's commands on a port of loopback, each connection's on a thread of its own. */
public final class FeedPort implements AutoCloseable {
    private static final int BACKLOG = 10;

    private final String name;
    private final ServerSocket server;
    private final EventSink sink;

    private FeedPort(String name, ServerSocket server, EventSink sink) {
        this.name = name;
        this.server = server;
        this.sink = sink;
    }

    /** Opens the port that this system property names. */
    public static FeedPort open(String property, EventSink sink) {
        return open(property, Integer.getInteger(property), sink);
    }

    /** Opens a port, whose threads have that name. */
    public static FeedPort open(String name, int number, EventSink sink) {
        try {
            var server = new ServerSocket(number, BACKLOG, InetAddress.getLoopbackAddress());
            var port = new FeedPort(name, server, sink);
            port.start(port::accept);
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> obey(socket));
            }
        } catch (IOException closed) {
            // The server under test is stopping.
        }
    }

    private void obey(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new FeedCommands(sink).obey(socket);
        } catch (IOException benchmarkLeft) {
            // Nobody is there to be told.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

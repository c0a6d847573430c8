package dev.eventsource.broker.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** This end of an {@link dev.eventsource.broker.bench.listener.EmptyListener}. */
final class EmptyListenerLink implements AutoCloseable {
    private final Socket socket;

    EmptyListenerLink(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when that many more messages have come. */
    void await(int messages) {
        try {
            socket.getOutputStream().write((messages + "\n").getBytes(US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new IllegalStateException("the listener has ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.eventsource.broker.bench.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Scanner;
import java.util.concurrent.Semaphore;

/**
 * A program that has a {@link Tap}, and counts. Who connects to its port and sends a number is answered when that many more
 * messages have come.
 */
public final class EmptyListener {
    public static final String EXCHANGE = "bench.empty";
    public static final String PORT = "bench.listener.port";

    private final Semaphore arrived = new Semaphore(0);

    private EmptyListener() {}

    public static void main(String[] args) throws Exception {
        var listener = new EmptyListener();
        Tap.open(EXCHANGE, body -> listener.arrived.release());
        try (var server = new ServerSocket(Integer.getInteger(PORT), 1, InetAddress.getLoopbackAddress())) {
            while (true) {
                listener.answer(server.accept());
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        try (socket;
                var numbers = new Scanner(socket.getInputStream(), US_ASCII)) {
            while (numbers.hasNextInt()) {
                arrived.acquireUninterruptibly(numbers.nextInt());
                socket.getOutputStream().write('\n');
            }
        }
    }
}

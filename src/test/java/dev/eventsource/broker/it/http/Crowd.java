package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Many clients that connect in the same moment, each with one request. Belongs to one thread. */
final class Crowd implements AutoCloseable {
    private static final int FIRST_LINE = "HTTP/1.1 200".length();

    private final byte[] request;
    private final Selector selector;
    private final Map<String, Integer> answers = new HashMap<>();
    private final ByteBuffer input = ByteBuffer.allocate(16_384);
    private int answered;

    Crowd(String request) throws IOException {
        this.request = request.getBytes(US_ASCII);
        this.selector = Selector.open();
    }

    /** How often each answer began, {@code closed} for none at all; those that came in time. */
    Map<String, Integer> answers(InetSocketAddress server, int clients, Duration longest) throws IOException {
        for (int i = 0; i < clients; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT);
            channel.connect(server);
        }
        long end = System.nanoTime() + longest.toNanos();
        while (answered < clients && System.nanoTime() < end) {
            selector.select(this::handle, 1_000);
        }
        return answers;
    }

    private void handle(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                channel.write(ByteBuffer.wrap(request));
                key.interestOps(SelectionKey.OP_READ);
            } else {
                int count = channel.read(input.clear());
                take(key, count < FIRST_LINE ? "closed" : new String(input.array(), 0, FIRST_LINE, US_ASCII));
            }
        } catch (IOException e) {
            take(key, "closed");
        }
    }

    private void take(SelectionKey key, String answer) {
        answers.merge(answer, 1, Integer::sum);
        answered++;
        key.interestOps(0);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

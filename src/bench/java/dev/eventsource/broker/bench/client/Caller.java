package dev.eventsource.broker.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The call that is made over a connection that stays, and over another where the server says that it does not. */
final class Caller {
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final Pattern CLOSED = Pattern.compile("(?i)\r\nconnection: *close\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final InetSocketAddress server;
    private final Selector selector;
    private final int number;
    private SocketChannel channel;
    private String answer = "";
    private long begunAt;

    Caller(InetSocketAddress server, Selector selector, int number) throws IOException {
        this.server = server;
        this.selector = selector;
        this.number = number;
        this.channel = connect();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel connected = SocketChannel.open(server);
        connected.configureBlocking(false);
        connected.register(selector, SelectionKey.OP_READ, this);
        return connected;
    }

    int number() {
        return number;
    }

    /** Sends a request, which the socket has room for, being its only one. */
    void call(byte[] request) throws IOException {
        begunAt = System.nanoTime();
        answer = "";
        if (channel.write(ByteBuffer.wrap(request)) < request.length) {
            throw new IOException("no room for a request");
        }
    }

    /** How many microseconds the call took, where its answer is there; else a negative number. */
    long read(byte[] bytes) throws IOException {
        int count = channel.read(ByteBuffer.wrap(bytes));
        if (count < 0) {
            throw new IOException("the connection was closed behind " + answer);
        }
        answer += new String(bytes, 0, count, US_ASCII);
        int headEnd = answer.indexOf(HEAD_END);
        if (headEnd < 0 || !isWhole(headEnd)) {
            return -1;
        }
        if (!answer.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException("not taken: " + answer);
        }
        long micros = (System.nanoTime() - begunAt) / 1_000;
        if (CLOSED.matcher(answer).find()) {
            channel.close();
            channel = connect();
        }
        return micros;
    }

    private boolean isWhole(int headEnd) {
        Matcher length = LENGTH.matcher(answer).region(0, headEnd);
        return length.find()
                ? answer.length() >= headEnd + HEAD_END.length() + Integer.parseInt(length.group(1))
                : answer.endsWith(LAST_CHUNK);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.eventsource.broker.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** All connections to all servers under test. One thread uses it, and all that belongs to it. */
public final class LoadClient implements AutoCloseable {
    private static final int LARGEST_READ = 256 << 10;
    private static final int LONGEST_REST_OF_FRAME = 4 << 10;
    private static final Duration LONGEST_OPENING = Duration.ofMinutes(2);

    private final ByteBuffer input = ByteBuffer.allocateDirect(LARGEST_READ);
    private final byte[] bytes;
    private final FrameParser frames;
    private final Selector selector;

    /** A client that expects events with data of that length. */
    public LoadClient(int dataLength) {
        bytes = new byte[dataLength + LONGEST_REST_OF_FRAME + LARGEST_READ];
        frames = new FrameParser(dataLength);
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a stream for each path, so many at once, and waits until all have had their first frame. */
    public Audience open(InetSocketAddress server, List<String> paths, int atOnce) {
        return send(
                server, paths.stream().map(path -> request(server, path, "")).toList(), atOnce);
    }

    /** Opens a stream for each path, so many at once, and waits until all have had their answer's head. */
    public Audience openByHead(InetSocketAddress server, List<String> paths, int atOnce) {
        List<String> requests =
                paths.stream().map(path -> request(server, path, "")).toList();
        return send(server, requests, atOnce, Audience.ofHeads(this::releaseClosed));
    }

    /** Opens a stream for each token, as with paths. */
    public Audience openByToken(InetSocketAddress server, String path, List<String> tokens, int atOnce) {
        List<String> requests = tokens.stream()
                .map(token -> request(server, path, "Authorization: Bearer " + token + "\r\n"))
                .toList();
        return send(server, requests, atOnce);
    }

    private Audience send(InetSocketAddress server, List<String> requests, int atOnce) {
        return send(server, requests, atOnce, new Audience(this::releaseClosed));
    }

    private Audience send(InetSocketAddress server, List<String> requests, int atOnce, Audience audience) {
        for (String request : requests) {
            connect(server, request, audience);
            int size = audience.size();
            awaitOpen(server, audience, size - atOnce + 1);
        }
        awaitOpen(server, audience, audience.size());
        return audience;
    }

    private void connect(InetSocketAddress server, String request, Audience audience) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            var subscription = new Subscription(channel, key, request, audience);
            key.attach(subscription);
            audience.add(subscription);
            channel.connect(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request, with whole lines of its head beside those of every stream. */
    private static String request(InetSocketAddress server, String path, String lines) {
        return "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAccept: text/event-stream\r\n%s\r\n"
                .formatted(path, server.getHostString(), server.getPort(), lines);
    }

    private void awaitOpen(InetSocketAddress server, Audience audience, int wanted) {
        if (!runUntil(() -> audience.open() >= wanted || audience.ended() > 0, LONGEST_OPENING)
                || audience.ended() > 0) {
            throw new IllegalStateException("of %d streams to %s %d were open, and %d ended; the first: %s"
                    .formatted(audience.size(), server, audience.open(), audience.ended(), audience.firstEnd()));
        }
    }

    /** Reads whatever comes until it is so; false where it is not in this time. */
    public boolean runUntil(BooleanSupplier condition, Duration longest) {
        return runUntil(condition, longest, () -> {});
    }

    /** As {@link #runUntil(BooleanSupplier, Duration)}, with something to do after each read of one connection. */
    public boolean runUntil(BooleanSupplier condition, Duration longest, Runnable afterRead) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            select(left, afterRead);
        }
        return true;
    }

    private void select(long longestMillis, Runnable afterRead) {
        try {
            selector.select(
                    key -> {
                        handle(key);
                        afterRead.run();
                    },
                    longestMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A selector holds the sockets of closed channels until it selects. */
    private void releaseClosed() {
        try {
            selector.selectNow(this::handle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(SelectionKey key) {
        var subscription = (Subscription) key.attachment();
        try {
            if (key.isConnectable()) {
                subscription.connect();
            } else {
                subscription.read(input, bytes, frames);
            }
        } catch (IOException brokenOff) {
            subscription.end(brokenOff.toString());
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

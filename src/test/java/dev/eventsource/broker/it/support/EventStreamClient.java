package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** A browser's connection, as bytes: whatever the broker sends, frame by frame, nothing interpreted. */
public final class EventStreamClient implements AutoCloseable {
    private static final long LIMIT_NANOS = SECONDS.toNanos(30);
    private static final int RECEIVE_BUFFER = 64 << 10;
    private static final String PING = "event: ping\ndata: {}\n\n";

    /** A heartbeat that is a comment. */
    private static final String COMMENT = ":\n";

    /** Stands behind the last frame. */
    private static final String END = "";

    private final Socket socket;
    private final InputStream in;
    private final ResponseHead head;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

    private EventStreamClient(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
        head = ResponseHead.read(in);
    }

    /** Returns once the response's head is there. Header lines are sent as their UTF-8 bytes, as browsers do. */
    public static EventStreamClient open(URI uri, String... headerLines) {
        EventStreamClient client = openUnread(uri, headerLines);
        client.startReading();
        return client;
    }

    /** That reads nothing of the body before {@link #startReading}, and soon no longer takes what is sent. */
    public static EventStreamClient openUnread(URI uri, String... headerLines) {
        String headers = Stream.of(headerLines).map(line -> line + "\r\n").collect(joining());
        String request = "GET %s?%s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n%s\r\n"
                .formatted(uri.getRawPath(), uri.getRawQuery(), uri.getAuthority(), headers);
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.setSoTimeout((int) NANOSECONDS.toMillis(LIMIT_NANOS));
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new EventStreamClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void startReading() {
        var reader = new Thread(this::read, "event-stream-client");
        reader.setDaemon(true);
        reader.start();
    }

    public int status() {
        return head.status();
    }

    public Map<String, String> headers() {
        return head.headers();
    }

    /** The next frame that is no heartbeat. */
    public String next() {
        return requireFrame(pollPastPings());
    }

    /** Empty at the end, and without its blank line where the stream was cut off. */
    public String nextOrEnd() {
        return pollPastPings();
    }

    public String nextOrPing() {
        return requireFrame(poll(LIMIT_NANOS));
    }

    /** Waits for the broker to end the stream, and fails if anything but heartbeats comes before. */
    public void awaitEnd() {
        String frame = pollPastPings();
        if (!frame.equals(END)) {
            throw new AssertionError("instead of the end came " + frame);
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

    private String requireFrame(String frame) {
        if (frame.equals(END)) {
            throw new AssertionError("the stream has ended: " + head);
        }
        return frame;
    }

    private String pollPastPings() {
        long limit = System.nanoTime() + LIMIT_NANOS;
        String frame = poll(LIMIT_NANOS);
        while (frame.equals(PING) || frame.equals(COMMENT)) {
            frame = poll(limit - System.nanoTime());
        }
        return frame;
    }

    private String poll(long nanos) {
        try {
            String frame = frames.poll(nanos, NANOSECONDS);
            if (frame == null) {
                throw new AssertionError("nothing came in time");
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try {
            new FrameReader(frames::add).readAll(head.body(in));
        } catch (IOException e) {
            frames.add("the connection broke: " + e);
        }
        frames.add(END);
    }
}

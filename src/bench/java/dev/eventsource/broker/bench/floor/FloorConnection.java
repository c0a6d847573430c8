package dev.eventsource.broker.bench.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One subscriber: how many frames it was sent, and what its socket has not yet taken of the last chunk. */
final class FloorConnection {
    private static final ByteBuffer OPENING = Chunks.direct("""
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream;charset=UTF-8\r
            Cache-Control: no-store, no-transform\r
            X-Accel-Buffering: no\r
            Access-Control-Allow-Origin: *\r
            Transfer-Encoding: chunked\r
            \r
            27\r
            retry: 3000
            event: eshq:open
            data: {}

            \r
            """);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final FloorLog log;
    private final boolean coalescing;
    private ByteBuffer[] pending = {};
    private boolean open;
    private long sent;

    FloorConnection(SocketChannel channel, SelectionKey key, FloorLog log, boolean coalescing) {
        this.channel = channel;
        this.key = key;
        this.log = log;
        this.coalescing = coalescing;
    }

    interface Step {
        void take(FloorConnection connection) throws IOException;
    }

    /** False where the client is gone; the connection is closed then. */
    boolean attempt(Step step) {
        try {
            step.take(this);
        } catch (IOException clientIsGone) {
            close();
        }
        return channel.isOpen();
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the request, whatever it asks for, or the end of the connection. */
    void read(ByteBuffer scratch) throws IOException {
        if (channel.read(scratch.clear()) < 0) {
            close();
        } else if (!open) {
            open = true;
            sent = log.size();
            write(OPENING.duplicate());
        }
    }

    /** Writes what it is behind by, as far as the socket takes it. */
    void advance() throws IOException {
        long size = log.size();
        boolean takesMore = open && writePending();
        while (takesMore && sent < size) {
            long upTo = coalescing ? size : sent + 1;
            takesMore = write(log.chunk(sent, upTo));
            sent = upTo;
        }
    }

    private boolean writePending() throws IOException {
        return pending.length == 0 || write(pending);
    }

    /** False where the socket did not take all of it. */
    private boolean write(ByteBuffer... buffers) throws IOException {
        channel.write(buffers);
        boolean whole = !buffers[buffers.length - 1].hasRemaining();
        if (whole && pending.length > 0) {
            pending = new ByteBuffer[0];
            key.interestOps(SelectionKey.OP_READ);
        } else if (!whole && pending.length == 0) {
            pending = buffers;
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
        return whole;
    }
}

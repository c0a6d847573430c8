package dev.eventsource.broker.it.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response with {@code Transfer-Encoding: chunked}, which the one-byte and the bulk read both serve. */
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private int left;
    private boolean started;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(buffer, offset, Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the connection ended within a chunk");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (started) {
            ResponseHead.readLine(in);
        }
        started = true;
        String size = ResponseHead.readLine(in).replaceFirst(";.*", "");
        left = Integer.parseInt(size, 16);
        ended = left == 0;
    }
}

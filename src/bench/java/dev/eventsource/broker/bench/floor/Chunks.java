package dev.eventsource.broker.bench.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The framing of a chunked body: RFC 9112, section 7.1. Most connections get the chunk that the one before got, so the
 * last chunk's size line is kept.
 */
final class Chunks {
    private static final ByteBuffer END = direct("\r\n");

    private ByteBuffer sizeLine = direct("");
    private int size = -1;

    ByteBuffer[] frame(int length, ByteBuffer... data) {
        var buffers = new ByteBuffer[data.length + 2];
        buffers[0] = sizeLine(length).duplicate();
        System.arraycopy(data, 0, buffers, 1, data.length);
        buffers[buffers.length - 1] = END.duplicate();
        return buffers;
    }

    private ByteBuffer sizeLine(int length) {
        if (length != size) {
            sizeLine = direct(Integer.toHexString(length) + "\r\n");
            size = length;
        }
        return sizeLine;
    }

    static ByteBuffer direct(String text) {
        return ByteBuffer.allocateDirect(text.length())
                .put(text.getBytes(US_ASCII))
                .flip();
    }
}

package dev.eventsource.broker.bench.client;

import java.nio.ByteBuffer;

/** Takes the framing of a chunked body off, RFC 9112, section 7.1, in whatever pieces it comes. */
public final class ChunkedBody {
    private int left;
    private int size;
    private boolean inSizeLine;
    private boolean ended;

    /** Puts the data of {@code in} into {@code out} from {@code at} on; returns where it ends there. */
    public int decode(ByteBuffer in, byte[] out, int at) {
        int end = at;
        while (in.hasRemaining() && !ended) {
            if (left > 0) {
                int length = Math.min(left, in.remaining());
                in.get(out, end, length);
                end += length;
                left -= length;
            } else {
                takeFraming(in.get());
            }
        }
        return end;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** A line end without digits before it is the one behind a chunk's data. */
    private void takeFraming(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            size = size * 16 + digit;
            inSizeLine = true;
        } else if (next == '\n' && inSizeLine) {
            left = size;
            ended = size == 0;
            size = 0;
            inSizeLine = false;
        }
    }
}

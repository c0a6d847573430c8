package dev.eventsource.broker.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventsource.broker.bench.feed.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Locale;

/** One connection: the place in its body and in its channel. */
final class Subscription implements FrameParser.Frames {
    private static final byte[] NOTHING = {};
    private static final String HEAD_END = "\r\n\r\n";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final String request;
    private final Audience audience;
    private final ChunkedBody body = new ChunkedBody();
    private byte[] rest = NOTHING;
    private final long begunMicros = Payload.nowMicros();
    private boolean inBody;
    private boolean chunked;
    private long expected;

    Subscription(SocketChannel channel, SelectionKey key, String request, Audience audience) {
        this.channel = channel;
        this.key = key;
        this.request = request;
        this.audience = audience;
    }

    void connect() throws IOException {
        if (channel.finishConnect()) {
            channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Takes what has come, by way of buffers that all connections share. */
    void read(ByteBuffer input, byte[] bytes, FrameParser frames) throws IOException {
        int count = channel.read(input.clear());
        input.flip();
        audience.noteTime(Payload.nowMicros());
        if (count > 0 && !inBody) {
            readHead(input);
        }
        if (inBody) {
            readBody(input, bytes, frames);
        }
        if (count < 0 || body.hasEnded()) {
            end(body.hasEnded() ? "the server ended its body" : "the server closed it");
        }
    }

    /** A head comes in one piece from every server under test, since all write it with the first frame or before. */
    private void readHead(ByteBuffer input) {
        String text = US_ASCII.decode(input.duplicate()).toString();
        int end = text.indexOf(HEAD_END);
        if (end < 0 || !text.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException("no event stream for " + request + "but " + text);
        }
        input.position(end + HEAD_END.length());
        chunked = text.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        inBody = true;
        audience.onHead(begunMicros);
    }

    private void readBody(ByteBuffer input, byte[] bytes, FrameParser frames) {
        System.arraycopy(rest, 0, bytes, 0, rest.length);
        int end = chunked ? body.decode(input, bytes, rest.length) : copy(input, bytes, rest.length);
        int whole = frames.parse(bytes, 0, end, this);
        rest = whole == end ? NOTHING : Arrays.copyOfRange(bytes, whole, end);
    }

    /** A body that ends with its connection. */
    private static int copy(ByteBuffer in, byte[] out, int at) {
        int length = in.remaining();
        in.get(out, at, length);
        return at + length;
    }

    @Override
    public void onEvent(long number, long dueMicros) {
        audience.onDelivery(number, expected, dueMicros);
        expected = Math.max(expected, number + 1);
    }

    @Override
    public void onControl(String name) {
        audience.onControl(name, begunMicros);
    }

    @Override
    public void onComment() {
        audience.onComment(begunMicros);
    }

    /** Reads nothing any more, as a page in a stopped tab. */
    void stop() {
        key.interestOps(0);
    }

    /** Closes it, and notes how it came to its end: for so long after it was asked for. */
    void end(String how) {
        String part = inBody ? "in its body" : channel.isConnected() ? "before its head" : "before it was connected";
        long millis = (Payload.nowMicros() - begunMicros) / 1_000;
        audience.onEnd("%s, %s, %,d ms after it was asked for".formatted(how, part, millis));
        close();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

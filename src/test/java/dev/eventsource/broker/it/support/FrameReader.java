package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Cuts a body behind each blank line, and behind an empty comment that begins a frame; loses nothing. */
public final class FrameReader {
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final Consumer<String> frames;
    private boolean atLineStart = true;

    public FrameReader(Consumer<String> frames) {
        this.frames = frames;
    }

    /** All of a body: what is left at the end is a frame too. */
    public void readAll(InputStream body) throws IOException {
        var buffer = new byte[64 * 1024];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            take(buffer, count);
        }
        if (frame.size() > 0) {
            cut();
        }
    }

    /** The next piece of a body; what is left at its end waits for more. */
    public void take(byte[] bytes, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            add(bytes[i]);
        }
    }

    private void add(byte b) throws IOException {
        frame.write(b);
        boolean lineEnd = b == '\n';
        if (lineEnd && (atLineStart || isComment())) {
            cut();
        }
        atLineStart = frame.size() == 0 || lineEnd;
    }

    private boolean isComment() {
        return frame.size() == 2 && frame.toByteArray()[0] == ':';
    }

    /** Strictly, so that equal text is equal bytes. */
    private void cut() throws IOException {
        frames.accept(
                UTF_8.newDecoder().decode(ByteBuffer.wrap(frame.toByteArray())).toString());
        frame.reset();
    }
}

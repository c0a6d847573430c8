package dev.eventsource.broker.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Takes whatever is written, and forgets it. */
final class Sink extends ServletOutputStream {
    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        try {
            listener.onWritePossible();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] bytes, int from, int length) {}
}

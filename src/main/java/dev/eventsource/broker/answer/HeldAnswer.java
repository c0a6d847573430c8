package dev.eventsource.broker.answer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import org.jspecify.annotations.Nullable;

/** An answer whose body stays here until it is whole; status and headers go to the server's. For the request's thread. */
final class HeldAnswer extends HttpServletResponseWrapper {
    private final Body body = new Body();
    private @Nullable PrintWriter writer;

    HeldAnswer(HttpServletResponse response) {
        super(response);
    }

    byte[] body() {
        if (writer != null) {
            writer.flush();
        }
        return body.bytes.toByteArray();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    @Override
    public PrintWriter getWriter() throws UnsupportedEncodingException {
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(body, getCharacterEncoding()));
        }
        return writer;
    }

    /** Nothing leaves before all of it is there. */
    @Override
    public void flushBuffer() {}

    @Override
    public void reset() {
        super.reset();
        body.bytes.reset();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        body.bytes.reset();
    }

    private static final class Body extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("What is written here is held.");
        }

        @Override
        public void write(int next) {
            bytes.write(next);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
        }
    }
}

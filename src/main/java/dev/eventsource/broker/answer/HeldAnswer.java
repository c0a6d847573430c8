package dev.eventsource.broker.answer;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose body stays here until it is whole; status and headers go to the server's. For one thread at a time, which
 * is whichever answers the call; {@code sender} is set by that one, and read by the server's when the call is over.
 */
public final class HeldAnswer extends HttpServletResponseWrapper implements AsyncListener {
    private final Body body = new Body();
    private @Nullable PrintWriter writer;
    private volatile @Nullable AnswerWriter sender;
    private volatile @Nullable AnswerRoom room;

    HeldAnswer(HttpServletResponse response) {
        super(response);
    }

    /** Who is to be told when the call is over, whatever has been sent of it by then. */
    void noteSender(AnswerWriter writer) {
        sender = writer;
    }

    /** Where room is taken for it before it is there; for the thread that makes it, before any other has it. */
    void noteRoom(AnswerRoom before) {
        room = before;
    }

    @Nullable
    AnswerRoom room() {
        return room;
    }

    /** It needs none of that any more. */
    void leaveRoom() {
        AnswerRoom before = room;
        if (before != null) {
            before.release();
        }
    }

    /** How much of it there is. */
    int size() {
        if (writer != null) {
            writer.flush();
        }
        return body.bytes.size();
    }

    /** The body, which is no longer here then, and of which the head says how long it is. */
    byte[] take() {
        int size = size();
        byte[] bytes = size == 0 ? new byte[0] : body.bytes.toByteArray();
        body.bytes = new ByteArrayOutputStream();
        if (size > 0) {
            setContentLength(size);
        }
        return bytes;
    }

    /** Gives the server the body, which it has room for. */
    void write() {
        byte[] bytes = take();
        try {
            if (bytes.length > 0) {
                getResponse().getOutputStream().write(bytes);
            }
        } catch (IOException gone) {
            // Whoever asked does not want to know any more.
        }
    }

    /** Says how long the body is, and no more: RFC 9110, section 9.3.2. */
    void leaveOut() {
        take();
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

    @Override
    public void onTimeout(AsyncEvent tooSlow) {
        AnswerWriter at = sender;
        if (at != null) {
            at.end();
        }
    }

    @Override
    public void onError(AsyncEvent gone) {
        onTimeout(gone);
    }

    @Override
    public void onComplete(AsyncEvent over) {
        leaveRoom();
        AnswerWriter at = sender;
        if (at != null) {
            at.noteComplete();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent again) {}

    private static final class Body extends ServletOutputStream {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public boolean isReady() {
            return true;
        }

        /** It may be written at once, and always. */
        @Override
        public void setWriteListener(WriteListener listener) {
            try {
                listener.onWritePossible();
            } catch (IOException e) {
                listener.onError(e);
            }
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

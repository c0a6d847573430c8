package dev.eventsource.broker.answer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes an answer as its client takes it. The server calls, in one thread at a time where it may be written, which alone
 * changes {@code written}, and in any where its time is over or its client gone.
 */
final class AnswerWriter implements WriteListener, AsyncListener {
    private static final int SLICE = 16 << 10;

    private final AsyncContext call;
    private final ServletOutputStream output;
    private final byte[] body;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private int written;

    AnswerWriter(AsyncContext call, ServletOutputStream output, byte[] body, Runnable onEnd) {
        this.call = call;
        this.output = output;
        this.body = body;
        this.onEnd = onEnd;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (!ended.get() && output.isReady()) {
            if (written == body.length) {
                complete();
            } else {
                int length = Math.min(SLICE, body.length - written);
                output.write(body, written, length);
                written += length;
            }
        }
    }

    @Override
    public void onError(Throwable gone) {
        complete();
    }

    @Override
    public void onTimeout(AsyncEvent tooSlow) {
        complete();
    }

    @Override
    public void onError(AsyncEvent gone) {
        complete();
    }

    @Override
    public void onComplete(AsyncEvent over) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent again) {}

    private void complete() {
        if (end()) {
            try {
                call.complete();
            } catch (IllegalStateException over) {
                // The server has ended it, with its connection.
            }
        }
    }

    private boolean end() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            onEnd.run();
        }
        return first;
    }
}

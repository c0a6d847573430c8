package dev.eventsource.broker.answer;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as its client takes it. The server calls where it may be written or its client is gone, and any thread
 * may end it: whoever comes while another is at it leaves the work to that one, so that nothing is written to an answer that
 * is complete, and may be another call's. {@code written} and {@code over} are of whoever is at it.
 */
final class AnswerWriter implements WriteListener {
    private static final int SLICE = 16 << 10;
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();

    private final byte[] body;
    private final AtomicInteger visits = new AtomicInteger();
    private final long begunAt = System.nanoTime();
    private volatile Runnable onEnd = () -> {};
    private volatile @Nullable ServletOutputStream output;
    private volatile @Nullable AsyncContext call;
    private volatile boolean ended;
    private volatile boolean complete;
    private volatile long progressAt = begunAt;
    private int written;
    private boolean over;

    AnswerWriter(byte[] body) {
        this.body = body;
    }

    /** What is to be done in the end, whichever it is. */
    void onEnd(Runnable what) {
        onEnd = what;
    }

    /**
     * Begins, in another thread: what is complete before the request's leaves, Payara has it go on with the next call from
     * within that one, so that many end its stack.
     */
    void begin(AsyncContext suspended, ServletResponse response) {
        try {
            suspended.start(() -> beginHere(suspended, response));
        } catch (RuntimeException over) {
            call = suspended;
            end();
        }
    }

    /** Begins, where the server calls a request's listeners only when its thread has left. */
    void beginHere(AsyncContext suspended, ServletResponse response) {
        try {
            ServletOutputStream out = response.getOutputStream();
            output = out;
            call = suspended;
            out.setWriteListener(this);
        } catch (IOException | IllegalStateException gone) {
            call = suspended;
            end();
        }
    }

    @Override
    public void onWritePossible() {
        visit();
    }

    @Override
    public void onError(Throwable gone) {
        end();
    }

    /** Whatever of it has not been read never will be. */
    void end() {
        ended = true;
        visit();
    }

    /** The server has ended the call by itself; its objects may be another call's. */
    void noteComplete() {
        complete = true;
        end();
    }

    /** Whether its client has not read for too long, or for longer than anyone may. */
    boolean isLate() {
        long now = System.nanoTime();
        return now - progressAt > LONGEST_PAUSE_NANOS || now - begunAt > LONGEST_NANOS;
    }

    private void visit() {
        if (visits.getAndIncrement() == 0) {
            int seen;
            do {
                seen = visits.get();
                work();
            } while (!visits.compareAndSet(seen, 0));
        }
    }

    private void work() {
        AsyncContext suspended = call;
        if (over || suspended == null) {
            return;
        }
        try {
            if (!ended) {
                write(requireNonNull(output));
            }
        } catch (IOException | IllegalStateException gone) {
            ended = true;
        }
        if (ended) {
            over = true;
            onEnd.run();
            if (!complete) {
                Answers.complete(suspended);
            }
        }
    }

    private void write(ServletOutputStream output) throws IOException {
        while (!ended && output.isReady()) {
            int length = Math.min(SLICE, body.length - written);
            if (length == 0) {
                ended = true;
            } else {
                output.write(body, written, length);
                written += length;
                progressAt = System.nanoTime();
            }
        }
    }
}

package dev.eventsource.broker.console;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A page that watches: of what it is sent it gets the newest each time that it takes something, and nothing is kept for it
 * (Jakarta Servlet 6.0, section 3.7). The console's thread alone writes, and so all fields are its own but {@code writable} and
 * {@code gone}, which the server's threads set when they call back.
 */
final class Watcher implements WriteListener, AsyncListener {
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

    private final AsyncContext call;
    private final ServletOutputStream output;
    private final BooleanSupplier mayStay;
    private final LongSupplier nanoTime;
    private volatile boolean writable;
    private volatile boolean gone;
    private long wroteAt;
    private boolean isNew = true;

    /** One that stays for as long as {@code mayStay} says. */
    Watcher(AsyncContext call, ServletOutputStream output, BooleanSupplier mayStay) {
        this(call, output, mayStay, System::nanoTime);
    }

    Watcher(AsyncContext call, ServletOutputStream output, BooleanSupplier mayStay, LongSupplier nanoTime) {
        this.call = call;
        this.output = output;
        this.mayStay = mayStay;
        this.nanoTime = nanoTime;
        this.wroteAt = nanoTime.getAsLong();
        call.addListener(this);
    }

    /** Whether it has been sent nothing yet. */
    boolean isNew() {
        return isNew;
    }

    /** Sends a frame if it takes one now; false where it has left, or is to. */
    boolean offer(byte[] frame) {
        try {
            if (gone || !mayStay.getAsBoolean()) {
                return false;
            }
            if (isReady()) {
                output.write(frame);
                isNew = false;
                wroteAt = nanoTime.getAsLong();
                flush();
            }
            return nanoTime.getAsLong() - wroteAt < LONGEST_PAUSE_NANOS;
        } catch (IOException | IllegalStateException left) {
            return false;
        }
    }

    /** In this order: the server calls back once it said no, and may do so at once. */
    private boolean isReady() {
        if (!writable) {
            return false;
        }
        writable = false;
        boolean ready = output.isReady();
        if (ready) {
            writable = true;
        }
        return ready;
    }

    private void flush() throws IOException {
        if (isReady()) {
            output.flush();
        }
    }

    /** Ends the answer; of no effect where the server has ended it. */
    void end() {
        try {
            call.complete();
        } catch (IllegalStateException alreadyEnded) {
            // The server noticed first that the page is gone.
        }
    }

    @Override
    public void onWritePossible() {
        writable = true;
    }

    @Override
    public void onError(Throwable failure) {
        gone = true;
    }

    @Override
    public void onComplete(AsyncEvent over) {
        gone = true;
    }

    @Override
    public void onTimeout(AsyncEvent never) {
        gone = true;
    }

    @Override
    public void onError(AsyncEvent failure) {
        gone = true;
    }

    @Override
    public void onStartAsync(AsyncEvent again) {}
}

package dev.eventsource.broker.body;

import dev.eventsource.broker.http.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A body that comes, and holds no thread meanwhile; when it is whole, or will not be, its call goes on.
 *
 * <p>The server calls the methods of {@link ReadListener} one at a time, so the bytes are its thread's; it may call {@link
 * #onTimeout} beside them. Whoever sets {@code ended} first says how it ended, and writes {@code refusal} before the call
 * goes on, which is what its thread reads it after.
 */
final class BodyReader implements ReadListener, AsyncListener {
    private static final int CHUNK = 8 << 10;

    /** Far longer than a request's thread takes to leave once it has nothing more to do. */
    private static final long LEAVING_NANOS = 5_000_000;

    private final AsyncContext call;
    private final ServletInputStream in;
    private final Bodies bodies;
    private final LateAnswer answer;
    private final BodyBudget.Share share;
    private final long length;
    private final long begunAt = System.nanoTime();
    private final byte[] chunk = new byte[CHUNK];
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean hasTurn;
    private volatile @Nullable RuntimeException refusal;

    /** Of a call whose head proves who makes it, or does not. */
    BodyReader(AsyncContext call, ServletInputStream in, Bodies bodies, LateAnswer answer, ComingBody body) {
        this.call = call;
        this.in = in;
        this.bodies = bodies;
        this.answer = answer;
        this.length = body.head().getContentLengthLong();
        this.share = bodies.budget().share(body.isProven(), () -> refuse(crowded()));
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        int read = 0;
        // Not asked whether it is finished: over HTTP/2, Payara says so of a body of which nothing has been read.
        while (read >= 0 && !ended.get() && !isWhole() && (in.isReady() || isLeft())) {
            read = in.read(chunk);
            if (read > 0) {
                add(read);
            }
        }
        if (read < 0 || isWhole()) {
            end();
        }
    }

    private boolean isWhole() {
        return bytes.size() == length;
    }

    /** Payara may take in the last of a body while it is asked whether there is more, and tells nobody then. */
    private boolean isLeft() throws IOException {
        return in.isFinished() && in.available() > 0;
    }

    private void add(int read) {
        if (bytes.size() + read > bodies.longest()) {
            refuse(Problem.bodyTooLarge(bodies.longest()));
        } else if (share.take(read)) {
            bytes.write(chunk, 0, read);
        } else {
            refuse(crowded());
        }
    }

    private static RuntimeException crowded() {
        return Problem.unavailable("Too many calls are being sent at the same time; try again shortly.");
    }

    /** Of which the last may still have to be read: Payara tells its end as well while it is asked whether there is more. */
    @Override
    public synchronized void onAllDataRead() {
        try {
            for (int read = 0; read >= 0 && !ended.get() && isLeft(); ) {
                read = in.read(chunk);
                if (read > 0) {
                    add(read);
                }
            }
            end();
        } catch (IOException broken) {
            onError(broken);
        }
    }

    private void end() {
        if (share.keep() && ended.compareAndSet(false, true) && !bodies.turns().enter(this)) {
            refusal = busy();
            goOn();
        }
    }

    @Override
    public void onError(Throwable failure) {
        refuse(
                isTimeOut(failure)
                        ? Problem.tooSlow()
                        : Problem.badRequest("The body broke off, or is not encoded as its headers say."));
    }

    /** Servers say it each in its own way. */
    private static boolean isTimeOut(Throwable failure) {
        return failure instanceof InterruptedIOException || failure.getCause() instanceof TimeoutException;
    }

    /** The body has not come in time; or it has, and its turn or its answer has not. */
    @Override
    public void onTimeout(AsyncEvent event) {
        boolean hasEnded = ended.get();
        refuse(Problem.tooSlow());
        if (bodies.turns().withdraw(this)) {
            refusal = busy();
            goOn();
        } else if (hasEnded && begin()) {
            answer.onTimeout();
        }
    }

    /** Whether the call may be made: not twice, and not behind its time. A server may lose a dispatch. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    private static RuntimeException busy() {
        return Problem.unavailable("The broker has more calls than it can answer; try again shortly.");
    }

    private void refuse(RuntimeException problem) {
        if (ended.compareAndSet(false, true)) {
            refusal = problem;
            goOn();
        }
    }

    /** Hands the call to a thread; false where the server has given it up. */
    boolean goOn() {
        hasTurn = refusal == null;
        try {
            if (hasTurn) {
                call.start(this::handOn);
            } else {
                dispatch();
            }
            return true;
        } catch (IllegalStateException givenUp) {
            hasTurn = false;
            release();
            return false;
        }
    }

    private void handOn() {
        try {
            if (answer.isAwaited(bytes.toByteArray())) {
                release();
            } else {
                dispatch();
            }
        } catch (IllegalStateException givenUp) {
            release();
        }
    }

    /** Payara may lose a dispatch at the very moment at which the request's own thread leaves, so that one goes first. */
    private void dispatch() {
        LockSupport.parkNanos(LEAVING_NANOS - (System.nanoTime() - begunAt));
        call.dispatch();
    }

    /** Why the call is to be answered without its body; null: it is whole. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The call is done with its body, or over; the first word of that counts. */
    void release() {
        if (released.compareAndSet(false, true)) {
            share.release();
            if (hasTurn) {
                bodies.turns().leave();
            }
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        release();
    }

    @Override
    public void onError(AsyncEvent event) {
        release();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}

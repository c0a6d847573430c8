package dev.eventsource.broker.body;

import dev.eventsource.broker.http.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeoutException;

/**
 * Reads a body as it comes, and holds no thread meanwhile; tells its call when it is whole, or will not be. The server
 * calls it from one thread at a time, whose the bytes are.
 */
final class BodyReader implements ReadListener {
    private static final int CHUNK = 8 << 10;

    private final LateCall call;
    private final ServletInputStream in;
    private final long length;
    private final long longest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Of an announced length, or a negative one; and not longer than the longest. */
    BodyReader(LateCall call, ServletInputStream in, long length, long longest) {
        this.call = call;
        this.in = in;
        this.length = length;
        this.longest = longest;
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        int read = 0;
        // Not asked whether it is finished: over HTTP/2, Payara says so of a body of which nothing has been read.
        while (read >= 0 && !call.hasEnded() && !isWhole() && (in.isReady() || isLeft())) {
            read = readSome();
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

    /** By room that is not held meanwhile: thousands may wait. */
    private int readSome() throws IOException {
        byte[] chunk = new byte[CHUNK];
        int read = in.read(chunk);
        add(chunk, read);
        return read;
    }

    private void add(byte[] chunk, int read) {
        if (bytes.size() + read > longest) {
            call.refuse(Problem.bodyTooLarge(longest));
        } else if (read > 0 && call.hasRoomFor(read)) {
            bytes.write(chunk, 0, read);
        }
    }

    /** Of which the last may still have to be read: Payara tells its end as well while it is asked whether there is more. */
    @Override
    public synchronized void onAllDataRead() {
        try {
            for (int read = 0; read >= 0 && !call.hasEnded() && isLeft(); ) {
                read = readSome();
            }
            end();
        } catch (IOException broken) {
            onError(broken);
        }
    }

    private void end() {
        if (!call.hasEnded()) {
            call.goOnWith(bytes.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        call.refuse(isTimeOut(failure) ? Problem.tooSlow() : brokenOff());
    }

    /** What there is of a body is not one. */
    static RuntimeException brokenOff() {
        return Problem.badRequest("The body broke off, or is not encoded as its headers say.");
    }

    /** Servers say it each in its own way. */
    private static boolean isTimeOut(Throwable failure) {
        return failure instanceof InterruptedIOException || failure.getCause() instanceof TimeoutException;
    }
}

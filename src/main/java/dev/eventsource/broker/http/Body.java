package dev.eventsource.broker.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The body of a request, read whole: neither longer nor slower than it may be, for a thread waits for it. */
final class Body {
    private static final int CHUNK = 8 << 10;

    private Body() {}

    /**
     * The bytes of a body; a 413 problem where they are more than {@code maxBytes}, 408 where they take longer than {@code
     * limit} or than the server waits for the next of them, 400 where the client breaks off.
     */
    static byte[] read(InputStream body, long maxBytes, Duration limit) {
        long start = System.nanoTime();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                bytes.write(chunk, 0, read);
                if (bytes.size() > maxBytes) {
                    throw Problem.tooLarge(
                            "The body is longer than the %d bytes that it may have.".formatted(maxBytes));
                }
                if (System.nanoTime() - start > limit.toNanos()) {
                    throw Problem.tooSlow();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw isTimeOut(e)
                    ? Problem.tooSlow()
                    : Problem.badRequest("The body broke off, or is not encoded as its headers say.");
        }
    }

    /** Servers say it each in its own way. */
    private static boolean isTimeOut(IOException e) {
        return e instanceof InterruptedIOException || e.getCause() instanceof TimeoutException;
    }
}

package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Run;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The output of one response, written without blocking: Jakarta Servlet 6.0, section 3.7 "Non-blocking I/O". The server's
 * threads come in by the listener alone, which only posts; all else, and so every field that changes, belongs to the
 * writer's thread.
 */
final class EventStream {
    private static final byte[] NOTHING = {};

    private final AsyncContext async;
    private final ServletOutputStream output;
    private boolean writable;
    private boolean unflushed;

    EventStream(AsyncContext async, ServletOutputStream output) {
        this.async = async;
        this.output = output;
    }

    /** Starts the output; {@code onWritable} is called at first, and once after each time {@link #isReady} said no. */
    void listen(Runnable onWritable, Runnable onError) {
        output.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() {
                onWritable.run();
            }

            @Override
            public void onError(Throwable failure) {
                onError.run();
            }
        });
    }

    /** Notes that the server has called back. */
    void setWritable() {
        writable = true;
    }

    /** Whether the server took bytes when it was last asked, or has called back since; asking again would cost. */
    boolean isWritable() {
        return writable;
    }

    /** Asks whether the server takes bytes now; where not, it calls back when it does. */
    boolean isReady() {
        writable = output.isReady();
        return writable;
    }

    void write(byte[] bytes) throws IOException {
        output.write(bytes);
        unflushed = true;
    }

    void write(Run run) throws IOException {
        output.write(run.bytes(), run.from(), run.length());
        unflushed = true;
    }

    /** Sends what was written; false where the server is not ready to, and calls back. */
    boolean flush() throws IOException {
        if (unflushed && isReady()) {
            output.flush();
            unflushed = false;
        }
        return !unflushed;
    }

    /** Writes nothing: some servers tell of a write that failed only at the next one, by an exception. */
    void probe() throws IOException {
        if (isReady()) {
            output.write(NOTHING);
        }
    }

    /** Ends the response; of no effect where the server has ended it. */
    void complete() {
        try {
            async.complete();
        } catch (IllegalStateException alreadyEnded) {
            // The server noticed first that the client is gone.
        }
    }
}

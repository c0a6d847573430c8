package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Run;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The output of one response, written without blocking: Jakarta Servlet 6.0, section 3.7 "Non-blocking I/O". The server's
 * threads come in by the listener alone, and only to post; all else is the writer's thread.
 */
final class EventStream {
    private final AsyncContext async;
    private final ServletOutputStream output;

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

    /** Whether the server takes bytes now; where not, it calls back when it does. */
    boolean isReady() {
        return output.isReady();
    }

    void write(byte[] bytes) throws IOException {
        output.write(bytes);
    }

    void write(Run run) throws IOException {
        output.write(run.bytes(), run.from(), run.length());
    }

    void flush() throws IOException {
        output.flush();
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

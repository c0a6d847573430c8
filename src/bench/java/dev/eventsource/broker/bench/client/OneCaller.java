package dev.eventsource.broker.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;

/**
 * One connection, by which one thread calls, and waits for each answer. It stays for as long as the server lets it: some close
 * one behind so many calls, and then there is another.
 */
public final class OneCaller implements AutoCloseable {
    private static final int LARGEST_ANSWER = 16 << 10;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final byte[] bytes = new byte[LARGEST_ANSWER];
    private final InetSocketAddress server;
    private final Selector selector;
    private Caller caller;

    public OneCaller(InetSocketAddress server) {
        this.server = server;
        try {
            selector = Selector.open();
            caller = new Caller(server, selector, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request, and waits for its answer, which must be 200. */
    public void call(byte[] request) {
        try {
            tryToCall(request);
        } catch (IOException closedMeanwhile) {
            callAnew(request);
        }
    }

    private void callAnew(byte[] request) {
        try {
            caller.close();
            caller = new Caller(server, selector, 0);
            tryToCall(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tryToCall(byte[] request) throws IOException {
        caller.call(request);
        long micros = -1;
        while (micros < 0) {
            if (selector.select(LONGEST_CALL.toMillis()) == 0) {
                throw new IllegalStateException("a call has no answer");
            }
            selector.selectedKeys().clear();
            micros = caller.read(bytes);
        }
    }

    @Override
    public void close() {
        caller.close();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

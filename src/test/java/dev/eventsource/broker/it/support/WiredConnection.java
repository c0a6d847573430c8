package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;

/** One connection of a browser, through the {@link Wire} to the broker. Each direction is one thread's. */
final class WiredConnection {
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final Wire wire;
    private final Socket browser;
    private final Socket broker;
    private volatile boolean stalled;

    WiredConnection(Wire wire, Socket browser, Socket broker) {
        this.wire = wire;
        this.browser = browser;
        this.broker = broker;
    }

    void stall() {
        stalled = true;
    }

    /** Both ends see that the connection broke, and not that it ended. */
    void reset() {
        reset(browser);
        reset(broker);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }

    void carryRequests() {
        try {
            var bytes = new byte[8 << 10];
            for (int n = browser.getInputStream().read(bytes);
                    n >= 0;
                    n = browser.getInputStream().read(bytes)) {
                if (new String(bytes, 0, n, ISO_8859_1).startsWith("GET /eventsource?")) {
                    wire.noteStream();
                }
                broker.getOutputStream().write(bytes, 0, n);
            }
            broker.close();
        } catch (IOException e) {
            reset();
        }
    }

    void carryAnswers() {
        try {
            var held = new ByteArrayOutputStream();
            var bytes = new byte[8 << 10];
            for (int n = broker.getInputStream().read(bytes);
                    n >= 0;
                    n = broker.getInputStream().read(bytes)) {
                held.write(bytes, 0, n);
                if (!stalled && !isHeldBack(held)) {
                    browser.getOutputStream().write(held.toByteArray());
                    held.reset();
                }
            }
            browser.close();
        } catch (IOException e) {
            reset();
        }
    }

    private boolean isHeldBack(ByteArrayOutputStream held) {
        String text = held.toString(ISO_8859_1);
        return wire.isBuffering() && text.contains("text/event-stream") && !text.endsWith(LAST_CHUNK);
    }
}

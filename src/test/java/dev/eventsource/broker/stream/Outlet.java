package dev.eventsource.broker.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A response as a server has it: it takes bytes while its client does, each time without asking how many, and calls back
 * when it takes more. Its own lock guards all of it.
 */
final class Outlet extends ServletOutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private @Nullable WriteListener listener;
    private int room;
    private int largestWrite;
    private boolean askedInVain;
    private boolean completed;
    private int startedThreads;

    /** An outlet whose client takes so many writes before it is stuck. */
    Outlet(int room) {
        this.room = room;
    }

    AsyncContext async() {
        return (AsyncContext) Proxy.newProxyInstance(
                Outlet.class.getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "complete" -> complete();
                        case "start" -> start((Runnable) arguments[0]);
                        default -> {}
                    }
                    return null;
                });
    }

    private synchronized void complete() {
        completed = true;
    }

    private synchronized void start(Runnable task) {
        startedThreads++;
        new Thread(task, "outlet").start();
    }

    /** The client takes so many writes more. */
    void take(int writes) throws IOException {
        WriteListener called = null;
        synchronized (this) {
            room += writes;
            if (askedInVain) {
                askedInVain = false;
                called = listener;
            }
        }
        if (called != null) {
            called.onWritePossible();
        }
    }

    @Override
    public synchronized boolean isReady() {
        askedInVain = room <= 0;
        return !askedInVain;
    }

    @Override
    public void setWriteListener(WriteListener writeListener) {
        synchronized (this) {
            listener = writeListener;
        }
        try {
            writeListener.onWritePossible();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        if (room <= 0 || completed) {
            throw new IllegalStateException("not ready");
        }
        if (length > 0) {
            room--;
            largestWrite = Math.max(largestWrite, length);
            written.write(bytes, from, length);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    synchronized String text() {
        return written.toString(UTF_8);
    }

    synchronized int largestWrite() {
        return largestWrite;
    }

    synchronized boolean isStuck() {
        return askedInVain;
    }

    synchronized boolean isCompleted() {
        return completed;
    }

    synchronized int startedThreads() {
        return startedThreads;
    }
}

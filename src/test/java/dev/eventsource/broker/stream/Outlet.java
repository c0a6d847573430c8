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
 * when it takes more; what the servlet specification forbids, fails. Its own lock guards all of it.
 */
final class Outlet extends ServletOutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private @Nullable WriteListener listener;
    private int room;
    private int largestWrite;
    private boolean askedInVain;
    private boolean completed;
    private int startedThreads;
    private @Nullable RuntimeException failure;
    private Runnable meanwhile = () -> {};
    private boolean isLost;
    private boolean hasNoticed;

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

    /** From now on the server has this bug. */
    synchronized void fail(RuntimeException bug) {
        failure = bug;
    }

    /** The client goes; the server notices by the next write, and tells of it at the one after that. */
    synchronized void lose() {
        isLost = true;
    }

    /** What another thread does each time before something is written. */
    synchronized void meanwhile(Runnable task) {
        meanwhile = task;
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
        if (failure != null) {
            throw failure;
        }
        askedInVain = room <= 0;
        return !askedInVain;
    }

    @Override
    public void setWriteListener(WriteListener writeListener) {
        synchronized (this) {
            if (completed) {
                throw new IllegalStateException("completed");
            }
            listener = writeListener;
        }
        try {
            writeListener.onWritePossible();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        if (hasNoticed) {
            throw new IOException("broken pipe");
        }
        hasNoticed = isLost;
        if (room <= 0 || completed) {
            throw new IllegalStateException("not ready");
        }
        if (length > 0) {
            meanwhile.run();
            room--;
            largestWrite = Math.max(largestWrite, length);
            written.write(bytes, from, length);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    synchronized byte[] bytes() {
        return written.toByteArray();
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

package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.event.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The one thread that all subscribers live in: their connections, and what they do later. */
final class Loop implements AutoCloseable {
    private static final long LONGEST_WAIT_MILLIS = 100;

    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Task> later = new PriorityQueue<>(Comparator.comparing(Task::due));
    private final Thread thread = new Thread(this::run, "ledger-browsers");
    private final ByteBuffer input = ByteBuffer.allocate(Connection.RECEIVE_BUFFER);
    private final byte[] output = new byte[Connection.RECEIVE_BUFFER];
    private final Selector selector;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean closed;

    private record Task(long due, Runnable task) {}

    Loop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands a task over. Any thread may call. */
    void execute(Runnable task) {
        inbox.add(task);
        selector.wakeup();
    }

    /** Does something later. The loop's own thread alone calls it. */
    void after(long millis, Runnable task) {
        later.add(new Task(Moment.now() + millis, task));
    }

    /** Registers a channel whose connecting has begun. The loop's own thread alone calls it. */
    SelectionKey register(SocketChannel channel, Connection connection) throws IOException {
        return channel.register(selector, SelectionKey.OP_CONNECT, connection);
    }

    /** What all connections read into. */
    ByteBuffer input() {
        return input;
    }

    /** What all connections decode into. */
    byte[] output() {
        return output;
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
            end.complete(null);
        } catch (IOException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private void turn() throws IOException {
        selector.select(key -> ((Connection) key.attachment()).handle(), waitMillis());
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            task.run();
        }
        for (Task next = later.peek(); next != null && next.due <= Moment.now(); next = later.peek()) {
            later.remove().task.run();
        }
    }

    private long waitMillis() {
        Task next = later.peek();
        return next == null ? LONGEST_WAIT_MILLIS : Math.max(1, Math.min(LONGEST_WAIT_MILLIS, next.due - Moment.now()));
    }

    /** Ends the thread, behind which everything that belonged to it may be read; throws what it failed with. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        selector.wakeup();
        end.join();
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

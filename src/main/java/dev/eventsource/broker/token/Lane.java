package dev.eventsource.broker.token;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Does tasks one after the other in threads that it shares with others, of which it never holds more than one, however slow its
 * tasks are. They must not throw. Any thread may call; {@code waiting} and {@code isBusy} are guarded by this object's lock.
 */
final class Lane implements Executor {
    private static final int MOST_WAITING = 1_000;

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean isBusy;

    Lane(Executor threads) {
        this.threads = threads;
    }

    /** {@link RejectedExecutionException} where too many wait, here or for the threads. */
    @Override
    public void execute(Runnable task) {
        if (add(task)) {
            try {
                threads.execute(this::run);
            } catch (RejectedExecutionException e) {
                giveUp(task);
                throw e;
            }
        }
    }

    /** Whether somebody has to begin. */
    private synchronized boolean add(Runnable task) {
        if (waiting.size() >= MOST_WAITING) {
            throw new RejectedExecutionException("too many wait");
        }
        waiting.add(task);
        boolean isFirst = !isBusy;
        isBusy = true;
        return isFirst;
    }

    /** Others that were added meanwhile are done when the next one begins. */
    private synchronized void giveUp(Runnable task) {
        waiting.remove(task);
        isBusy = false;
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        isBusy = task != null;
        return task;
    }
}

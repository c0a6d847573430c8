package dev.eventsource.broker.mongo;

import java.util.ArrayDeque;
import java.util.Queue;

/** What waits for a thread is done when a test says so, in its own. */
public final class ThreadsByHand extends MongoThreads {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Does all that waits, and what comes of it. */
    public void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}

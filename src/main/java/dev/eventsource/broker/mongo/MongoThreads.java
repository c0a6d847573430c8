package dev.eventsource.broker.mongo;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The threads that ask MongoDB for calls that hold none meanwhile, and give those their answers. Any thread may call. */
@Singleton
public class MongoThreads implements Executor {
    /** Some are left for answers while as many operations are under way as may be. */
    private static final int THREADS = 16;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, MongoThreads::daemon);

    @Inject
    public MongoThreads() {}

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-mongo-calls");
        thread.setDaemon(true);
        return thread;
    }

    /** What has been begun comes to its end, for MongoDB's client ends later. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        threads.shutdown();
    }

    /** Does it in one of them, and at the node's end in the caller's. */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException ended) {
            task.run();
        }
    }
}

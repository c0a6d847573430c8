package dev.eventsource.broker.feed;

import com.rabbitmq.client.MalformedFrameException;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.concurrent.CompletableFuture;

/** Why a session gets no more messages, once that is so. Any thread may note it; the first reason counts. */
final class Loss {
    private final CompletableFuture<String> reason = new CompletableFuture<>();

    void note(String why) {
        reason.complete(why);
    }

    void note(ShutdownSignalException signal) {
        note(String.valueOf(signal.getMessage()));
    }

    /** Whether the client ended the connection because it could not read what came. */
    static boolean isUnreadable(ShutdownSignalException signal) {
        Throwable cause = signal.getCause();
        return cause instanceof MalformedFrameException || cause instanceof RuntimeException || cause instanceof Error;
    }

    boolean isNoted() {
        return reason.isDone();
    }

    /** Has something done once it is noted, by whoever notes it. */
    void whenNoted(Runnable task) {
        CompletableFuture<Void> unused = reason.thenRun(task);
    }

    /** The reason; never a failure. */
    CompletableFuture<String> reason() {
        return reason;
    }
}

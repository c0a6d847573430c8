package dev.eventsource.broker.past;

import dev.eventsource.broker.channel.Excerpt;
import dev.eventsource.broker.channel.Excerpts;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.http.Unavailable;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds what is asked for. An id that is not known here may be one that another node has seen already: then the answer comes when
 * this node's feed has caught up, in a thread of its own, for the feed's must go on. Any thread may ask, and none waits.
 */
@Singleton
class PastSearch {
    private static final int MOST_WAITING = 256;

    private final Excerpts excerpts;
    private final Fences fences;
    private final ThreadPoolExecutor late = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), PastSearch::daemon);

    @Inject
    PastSearch(Excerpts excerpts, Fences fences) {
        this.excerpts = excerpts;
        this.fences = fences;
        late.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-past");
        thread.setDaemon(true);
        return thread;
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        late.shutdown();
    }

    /** A page; {@link Unavailable} where it cannot be known whether the id is one. */
    CompletionStage<Excerpt> find(ChannelId channel, PastQuestion question) {
        String after = question.after();
        if (after == null) {
            return CompletableFuture.completedFuture(
                    question.isOfNewest()
                            ? excerpts.newest(channel, question.events(), question.extract())
                            : excerpts.all(channel, question.extract(), null));
        }
        return excerpts.after(channel, after, question.extract())
                .<CompletionStage<Excerpt>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> findLater(channel, after, question));
    }

    private CompletionStage<Excerpt> findLater(ChannelId channel, String after, PastQuestion question) {
        CompletableFuture<Excerpt> found = new CompletableFuture<>();
        fences.next(passed -> {
            try {
                late.execute(() -> complete(found, passed, channel, after, question));
            } catch (RejectedExecutionException crowded) {
                found.completeExceptionally(unknown());
            }
        });
        return found;
    }

    private void complete(
            CompletableFuture<Excerpt> found, boolean passed, ChannelId channel, String after, PastQuestion question) {
        try {
            Optional<Excerpt> known = excerpts.after(channel, after, question.extract());
            if (known.isEmpty() && !passed) {
                throw unknown();
            }
            found.complete(known.orElseGet(() -> excerpts.all(channel, question.extract(), ResetReason.UNKNOWN_ID)));
        } catch (RuntimeException | Error e) {
            found.completeExceptionally(e);
        }
    }

    private static Unavailable unknown() {
        return new Unavailable(
                "This node does not have all events for now, and so cannot tell whether that id is one; try again.",
                null);
    }
}

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
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Finds what is asked for, two pages at a time, for each takes some megabytes while it is made. An id that is not known here may be one
 * that another node has seen already: then the answer comes when this node's feed has caught up. Any thread may ask, and none waits.
 */
@Singleton
class PastSearch {
    private static final int THREADS = 2;

    private final Excerpts excerpts;
    private final Fences fences;
    private final Waiting waiting = new Waiting();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(Waiting.MOST), PastSearch::daemon);

    @Inject
    PastSearch(Excerpts excerpts, Fences fences) {
        this.excerpts = excerpts;
        this.fences = fences;
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "eventsource-past");
        thread.setDaemon(true);
        return thread;
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        threads.shutdown();
    }

    /** A page in a form; {@link Unavailable} where it cannot be known whether the id is one, or too many are asked for. */
    CompletionStage<Response> find(ChannelId channel, PastQuestion question, Function<Excerpt, Response> form) {
        String user = String.valueOf(channel.user());
        CompletableFuture<Response> answer = new CompletableFuture<>();
        if (!waiting.enter(user)) {
            answer.completeExceptionally(crowded());
            return answer;
        }
        run(
                answer,
                () -> look(channel, question)
                        .ifPresentOrElse(
                                found -> answer.complete(form.apply(found)),
                                () -> fences.next(passed -> run(
                                        answer,
                                        () -> answer.complete(form.apply(lookAgain(channel, question, passed)))))));
        return answer.whenComplete((page, failure) -> waiting.leave(user));
    }

    private void run(CompletableFuture<Response> answer, Runnable task) {
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(crowded());
        }
    }

    /** Empty where the id asked for may be yet to come in. */
    private Optional<Excerpt> look(ChannelId channel, PastQuestion question) {
        String after = question.after();
        if (after != null) {
            return excerpts.after(channel, after, question.extract());
        }
        return Optional.of(
                question.isOfNewest()
                        ? excerpts.newest(channel, question.events(), question.extract())
                        : excerpts.all(channel, question.extract(), null));
    }

    private Excerpt lookAgain(ChannelId channel, PastQuestion question, boolean hasAll) {
        Optional<Excerpt> found = look(channel, question);
        if (found.isEmpty() && !hasAll) {
            throw new Unavailable(
                    "This node does not have all events for now, and so cannot tell whether that id is one; try again.",
                    null);
        }
        return found.orElseGet(() -> excerpts.all(channel, question.extract(), ResetReason.UNKNOWN_ID));
    }

    private static Unavailable crowded() {
        return new Unavailable(
                "Too many pages of past events are asked for at the same time; try again shortly.", null);
    }
}

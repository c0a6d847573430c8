package dev.eventsource.broker.publish;

import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events that are to come once. Which of several under one key is the first, the log's order says; so whoever has published
 * one knows only when everything up to it has come in again, which a mark behind it shows. What has come in is not published
 * again, nor is what is on its way from this node. Any thread may call, and none waits.
 */
@Singleton
class OncePublisher {
    private final Function<Event, CompletionStage<Void>> publisher;

    /** Threads that may be kept for as long as it takes to answer a caller. */
    private final Executor answering;

    private final OnceKeys keys;
    private final Fences fences;

    /** What is on its way from here, of which there is no more than the publisher takes and the marks wait for. */
    private final Map<OnceKey, Pending> pending = new ConcurrentHashMap<>();

    private record Pending(long digest, CompletableFuture<String> id) {}

    @Inject
    OncePublisher(Publisher publisher, OnceKeys keys, Fences fences) {
        this(publisher::publish, publisher.answering(), keys, fences);
    }

    OncePublisher(Function<Event, CompletionStage<Void>> publisher, Executor answering, OnceKeys keys, Fences fences) {
        this.publisher = publisher;
        this.answering = answering;
        this.keys = keys;
        this.fences = fences;
    }

    /**
     * Publishes an event that has an id; the id under which it came, which is the first's where it is to come once, in a thread
     * that may be kept for as long as it takes to answer. Ends with a 422 problem where the first under its key says
     * something else, and with {@link Unavailable} where it is not known whether it came: then it can be published again.
     *
     * @param isGiven whether its publisher chose the id
     */
    CompletionStage<String> publish(Event event, boolean isGiven) {
        String own = String.valueOf(event.id());
        if (event.once() == null) {
            return publisher.apply(event).thenApply(done -> own);
        }
        return first(event).thenApply(id -> {
            if (isGiven && !id.equals(own)) {
                throw usedOtherwise();
            }
            return id;
        });
    }

    private CompletionStage<String> first(Event event) {
        OnceKey key = OnceKey.of(event);
        Pending own = new Pending(First.digest(event), new CompletableFuture<>());
        Pending other = pending.putIfAbsent(key, own);
        if (other != null) {
            return other.digest() == own.digest()
                    ? other.id()
                    : other.id().handle((id, failure) -> idBehind(failure, key, own.digest()));
        }
        CompletionStage<String> unused = begun(() -> idOfFirst(event, key, own.digest()))
                .whenComplete((id, failure) -> {
                    pending.remove(key, own);
                    if (failure == null) {
                        own.id().complete(id);
                    } else {
                        own.id().completeExceptionally(failure);
                    }
                });
        return own.id();
    }

    /** Whatever it ends with, those who wait for it are told. */
    private static CompletionStage<String> begun(Supplier<CompletionStage<String>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * What another event becomes that is under way under the key says nothing of this one, but that by then all has come in that was
     * published before: the key is the first's of these. Where none has come, this one may.
     */
    private String idBehind(@Nullable Throwable failure, OnceKey key, long digest) {
        return keys.find(key).map(first -> idOf(first, digest)).orElseThrow(() -> {
            if (failure == null) {
                throw usedOtherwise();
            }
            throw new Unavailable(
                    "Another event is under way under the key, and whether it came is not known; send this one again.",
                    null);
        });
    }

    /** What has come in by now is known; of what has not, the log says whether it is in front of what is published now. */
    private CompletionStage<String> idOfFirst(Event event, OnceKey key, long digest) {
        Optional<First> known = keys.findInTime(key);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get()).thenApply(first -> idOf(first, digest));
        }
        // Not the event: it may be long, and many may wait for the mark.
        String id = String.valueOf(event.id());
        return publisher.apply(event).thenCompose(done -> caughtUp()).thenApply(passed -> idOfCome(key, digest, id));
    }

    /** Where its key was forgotten at once, nobody else's came in its place. */
    private String idOfCome(OnceKey key, long digest, String id) {
        return keys.find(key).map(first -> idOf(first, digest)).orElse(id);
    }

    private static String idOf(First first, long digest) {
        if (first.digest() != digest) {
            throw usedOtherwise();
        }
        return first.id();
    }

    private CompletionStage<Void> caughtUp() {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        fences.next(passed::complete);
        return passed.thenAcceptAsync(
                isPassed -> {
                    if (!isPassed) {
                        throw new Unavailable(
                                "The event is published, but whether it is the first under its key is not known yet;"
                                        + " send it again under the same key.",
                                null);
                    }
                },
                answering);
    }

    private static WebApplicationException usedOtherwise() {
        return Problem.unprocessable(
                "The key was used for another event; send this one under a key of its own, or exactly what was sent.");
    }
}

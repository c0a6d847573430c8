package dev.eventsource.broker.mongo;

import dev.eventsource.broker.http.TraceParent;
import dev.eventsource.broker.http.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gathers what many ask of MongoDB at the same time, and asks for many with one operation. Nobody waits in a thread, nor for
 * others to come: while operations are under way, what comes in waits for the next, and so is the more the busier MongoDB
 * is. What waits is bounded. Any thread may ask.
 */
public final class Batches<Q, A> {
    /** More than come in a storm of reconnects while an operation is under way. */
    public static final int STORM = 32_768;

    /** One that hangs, with the connection that it goes by, does not hold up all others. */
    private static final int AT_ONCE = 2;

    private final Executor threads;
    private final int most;
    private final Operation<Q, A> operation;
    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * What somebody asks, and is told.
     *
     * @param answer the first one counts
     * @param told the same, in a thread that may be kept for as long as it takes to pass it on
     * @param begun whether MongoDB is being asked, or will not be
     */
    public record Asked<Q, A>(Q question, CompletableFuture<A> answer, CompletionStage<A> told, AtomicBoolean begun) {

        /** It is not to be asked any more, and has this for an answer, unless it is being asked already. */
        public void withdraw(RuntimeException reason) {
            if (begun.compareAndSet(false, true)) {
                answer.completeExceptionally(reason);
            }
        }
    }

    /** Asks MongoDB. */
    public interface Operation<Q, A> {
        /** Answers the batch; what it leaves without an answer is told what it throws. */
        void run(List<Asked<Q, A>> batch);
    }

    /** With threads that may wait for MongoDB, and so many at most that wait for an operation. */
    public Batches(Executor threads, int most, Operation<Q, A> operation) {
        this.threads = threads;
        this.most = most;
        this.operation = operation;
    }

    /** The answer, which comes in a thread that may be kept for as long as it takes to pass it on. */
    public CompletionStage<A> ask(Q question) {
        return put(question).told();
    }

    /** The same, for who may want to withdraw it. */
    public Asked<Q, A> put(Q question) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            answer.completeExceptionally(crowded());
            return new Asked<>(question, answer, answer, new AtomicBoolean(true));
        }
        CompletionStage<A> told = answer.whenCompleteAsync((value, failure) -> {}, TraceParent.onward(threads));
        Asked<Q, A> asked = new Asked<>(question, answer, told, new AtomicBoolean());
        waiting.add(asked);
        begin();
        return asked;
    }

    static Unavailable crowded() {
        return new Unavailable("More calls wait for MongoDB than it can answer; try again shortly.", null);
    }

    private void begin() {
        if (!waiting.isEmpty() && free.tryAcquire()) {
            threads.execute(this::run);
        }
    }

    private void run() {
        List<Asked<Q, A>> batch = next();
        try {
            if (!batch.isEmpty()) {
                operation.run(batch);
                fail(batch, new IllegalStateException("no answer was given"));
            }
        } catch (RuntimeException | Error e) {
            fail(batch, e);
        } finally {
            free.release();
            begin();
        }
    }

    private List<Asked<Q, A>> next() {
        List<Asked<Q, A>> batch = new ArrayList<>();
        for (Asked<Q, A> next = waiting.poll(); next != null; next = waiting.poll()) {
            size.decrementAndGet();
            if (next.begun().compareAndSet(false, true)) {
                batch.add(next);
            }
            if (batch.size() == Mongo.MOST_IN_BULK) {
                break;
            }
        }
        return batch;
    }

    private static <Q, A> void fail(List<Asked<Q, A>> batch, Throwable reason) {
        batch.forEach(asked -> asked.answer().completeExceptionally(reason));
    }
}

package dev.eventsource.broker.mongo;

import dev.eventsource.broker.http.TraceParent;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has MongoDB asked for calls, in threads that are no requests', of which servers have few: so many questions at a time, their
 * owners in turn, so that nobody waits for all that one owner asks. What waits is bounded, and so is for how long. Any thread
 * may ask; {@code waiting}, {@code size} and {@code free} are guarded by this object's lock.
 */
@Singleton
public class Questions {
    static final int AT_ONCE = 4;
    static final int MOST_OF_ONE = 512;
    static final int MOST = 2_048;
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final Executor threads;
    private final LongSupplier nanoTime;

    /** The owner whose turn is next before the others. */
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();

    /** All that have no answer yet; answers are not kept, for they may be large. */
    private final Set<Asked> asked = ConcurrentHashMap.newKeySet();

    private final Periodic deadline = new Periodic("mongo-questions", Duration.ofSeconds(1), this::giveUpOld);
    private int size;
    private int free = AT_ONCE;

    /** What somebody waits for, and since when. */
    private record Asked(CompletableFuture<?> answer, long at) {}

    @Inject
    public Questions(MongoThreads threads) {
        this(threads, System::nanoTime);
    }

    Questions(Executor threads, LongSupplier nanoTime) {
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    void start(@Observes Startup deployment) {
        deadline.start();
    }

    void report(@Observes HealthReport report) {
        report.add(deadline);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        deadline.close();
    }

    /**
     * What a question comes to, in a thread that may be kept for a while; {@link Unavailable} where too many wait, or it
     * takes too long, which does not say that nothing was done.
     */
    public <A> CompletionStage<A> ask(String owner, Supplier<A> question) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        if (add(owner, TraceParent.onward(() -> answer(answer, question)))) {
            Asked waits = new Asked(answer, nanoTime.getAsLong());
            asked.add(waits);
            CompletableFuture<A> unused = answer.whenComplete((told, failure) -> asked.remove(waits));
            begin();
        } else {
            answer.completeExceptionally(Batches.crowded());
        }
        return answer;
    }

    private static <A> void answer(CompletableFuture<A> answer, Supplier<A> question) {
        if (answer.isDone()) {
            return; // as its time is over
        }
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    private synchronized boolean add(String owner, Runnable question) {
        Queue<Runnable> own = waiting.getOrDefault(owner, new ArrayDeque<>());
        if (size == MOST || own.size() == MOST_OF_ONE) {
            return false;
        }
        size++;
        waiting.put(owner, own);
        return own.add(question);
    }

    private void begin() {
        if (takeThread()) {
            threads.execute(this::run);
        }
    }

    private synchronized boolean takeThread() {
        boolean isFree = free > 0;
        free -= isFree ? 1 : 0;
        return isFree;
    }

    private void run() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (waiting.isEmpty()) {
            free++;
            return null;
        }
        Map.Entry<String, Queue<Runnable>> first = waiting.entrySet().iterator().next();
        waiting.remove(first.getKey());
        Runnable question = first.getValue().poll();
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        size--;
        return question;
    }

    /** Those whose threads hang, too; the thread of the deadline may be kept for a while as well. */
    void giveUpOld() {
        long now = nanoTime.getAsLong();
        asked.stream()
                .filter(question -> now - question.at() >= LONGEST.toNanos())
                .forEach(question -> question.answer().completeExceptionally(Failures.noAnswer()));
    }

    /** How many have no answer yet. */
    int unanswered() {
        return asked.size();
    }
}

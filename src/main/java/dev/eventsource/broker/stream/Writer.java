package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.LogReader;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.channel.Run;
import dev.eventsource.broker.channel.Sinks;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Worker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A thread that writes to the streams it owns. It takes what was posted, one thing after the other: a channel with
 * something to read, a stream that can take more, a stream to begin or to end.
 *
 * <p>Any thread puts into {@code inbox}. What changes beside it, {@code tasks}, which it is about to do, {@code heartbeats},
 * {@code events} and {@code bytes}, belongs to that thread.
 */
final class Writer {
    private static final Logger LOG = System.getLogger(Writer.class.getName());
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int number;
    private final long gatheringMillis;
    private final Traffic traffic;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Runnable> inbox;
    private final Worker worker;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Heartbeats heartbeats;
    private long events;
    private long bytes;

    /**
     * Prepares the thread; {@link #start} begins it.
     *
     * @param number of this writer among all, from 0
     * @param gatheringMillis how long it lets work gather before it does it
     * @param traffic told of what is written, once for each turn: a shared counter for each write would cost
     */
    Writer(int number, long gatheringMillis, Traffic traffic) {
        this(number, gatheringMillis, traffic, System::nanoTime, new LinkedBlockingQueue<>());
    }

    /** A writer by a clock that is as {@link System#nanoTime}, with an inbox that is empty and has no bound. */
    Writer(int number, long gatheringMillis, Traffic traffic, LongSupplier nanoTime, BlockingQueue<Runnable> inbox) {
        this.number = number;
        this.gatheringMillis = gatheringMillis;
        this.traffic = traffic;
        this.nanoTime = nanoTime;
        this.inbox = inbox;
        this.worker = new Worker("writer-" + number, this::turn);
        this.heartbeats = new Heartbeats(nanoTime);
    }

    /** Which of all writers this is, from 0. */
    int number() {
        return number;
    }

    /** Its clock: nanoseconds since whenever. */
    long nanoTime() {
        return nanoTime.getAsLong();
    }

    void start() {
        worker.start();
    }

    /** Stops the thread; afterwards the caller alone may end its subscribers. */
    void stop() {
        worker.close();
    }

    void addTo(HealthReport report) {
        report.add(worker);
    }

    /** Posts a task to this writer's thread. Any thread may call; it never waits. */
    void execute(Runnable task) {
        inbox.add(task);
    }

    /** Posts that sinks have something to read. */
    void serveSoon(Sinks sinks) {
        execute(() -> serve(sinks));
    }

    /** Gives a subscriber its heartbeats from now on. This writer's thread alone calls it. */
    void keepAlive(Subscriber subscriber) {
        heartbeats.add(subscriber);
    }

    /** Counts events that were written to a stream. This writer's thread alone calls it. */
    void noteWritten(Run run) {
        events += run.events();
        bytes += run.length();
    }

    /** Notes how long events were on their way, of which the first waited so long. This writer's thread alone calls it. */
    void noteDelay(long nanos, int count) {
        traffic.noteDelay(nanos, count);
    }

    /** Counts a loss that a subscriber is told of. */
    void noteReset(ResetReason reason) {
        traffic.noteReset(reason);
        if (reason == ResetReason.SLOW_CONSUMER) {
            noteSlowConsumer();
        }
    }

    /** Counts a subscriber that the history has passed. */
    void noteSlowConsumer() {
        traffic.noteSlowConsumer();
    }

    /** Does what was posted, and sends the heartbeats that are due; waits while there is neither. Its own thread calls it. */
    void turn() throws InterruptedException {
        gather();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            perform(task);
        }
        perform(heartbeats::beat);
        tellOfWritten();
    }

    /** What is in the inbox now and no more, so that the heartbeats get their turn when there is always something. */
    private void gather() throws InterruptedException {
        Runnable first = inbox.poll(heartbeats.nanosToNext(LONGEST_WAIT_NANOS), TimeUnit.NANOSECONDS);
        if (first != null) {
            if (gatheringMillis > 0) {
                Thread.sleep(gatheringMillis);
            }
            tasks.add(first);
            inbox.drainTo(tasks);
        }
    }

    private void tellOfWritten() {
        if (events > 0) {
            traffic.noteWritten(events, bytes);
            events = 0;
            bytes = 0;
        }
    }

    /** One stream's failure must not end all others. */
    private static void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            complain(e);
        }
    }

    private static void complain(Throwable unforeseen) {
        LOG.log(Level.ERROR, "The writer goes on after a failure that nobody foresaw", unforeseen);
    }

    private void serve(Sinks sinks) {
        sinks.clean(number);
        for (LogReader sink : sinks.of(number)) {
            advance(sink);
        }
    }

    private static void advance(LogReader sink) {
        try {
            sink.advance();
        } catch (RuntimeException | Error e) {
            complain(e);
        }
    }
}

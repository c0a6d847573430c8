package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channel;
import dev.eventsource.broker.channel.ResetReason;
import dev.eventsource.broker.channel.Run;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Worker;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A thread that writes to the streams it owns. It takes what was posted, one thing after the other: a channel with
 * something to read, a stream that can take more, a stream to begin or to end.
 *
 * <p>{@code tasks}, what it is about to do, {@code events} and {@code bytes} belong to that thread.
 */
final class Writer {
    private static final Logger LOG = System.getLogger(Writer.class.getName());
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Heartbeats heartbeats = new Heartbeats();
    private final int number;
    private final long gatheringMillis;
    private final Worker worker;
    private final Traffic traffic;
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
        this.number = number;
        this.gatheringMillis = gatheringMillis;
        this.traffic = traffic;
        this.worker = new Worker("writer-" + number, this::turn);
    }

    /** Which of all writers this is, from 0. */
    int number() {
        return number;
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

    /** Posts that a channel has something to read. */
    void serveSoon(Channel channel) {
        execute(() -> serve(channel));
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

    private void turn() throws InterruptedException {
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
            LOG.log(Level.ERROR, "The writer goes on after a failure that nobody foresaw", e);
        }
    }

    private void serve(Channel channel) {
        channel.clean(number);
        for (SseEventSink sink : channel.sinks(number)) {
            ((Subscriber) sink).advance();
        }
    }
}

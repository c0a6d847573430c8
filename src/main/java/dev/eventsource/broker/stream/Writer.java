package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channel;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.schedule.Worker;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that writes to streams. It takes what was posted, one thing after the other: a channel with something to
 * read, a stream that can take more, a stream to begin or to end.
 */
@Singleton
class Writer {
    private static final Logger LOG = System.getLogger(Writer.class.getName());
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Heartbeats heartbeats = new Heartbeats();
    private final Worker worker = new Worker("eventsource-writer", this::run);
    private final Channels channels;

    @Inject
    Writer(Channels channels) {
        this.channels = channels;
    }

    void start(@Observes Startup deployment) {
        channels.onSoiled(channel -> execute(() -> serve(channel)));
        worker.start();
    }

    /** Stops the thread; afterwards the caller alone may end subscribers. */
    void stop() {
        worker.close();
    }

    /** Posts a task to the writer's thread. Any thread may call; it never waits. */
    void execute(Runnable task) {
        inbox.add(task);
    }

    /** Gives a subscriber its heartbeats from now on. The writer's thread alone calls it. */
    void keepAlive(Subscriber subscriber) {
        heartbeats.add(subscriber);
    }

    private void run() {
        while (!worker.isClosed()) {
            try {
                Runnable task = inbox.poll(heartbeats.nanosToNext(LONGEST_WAIT_NANOS), TimeUnit.NANOSECONDS);
                if (task != null) {
                    task.run();
                }
                heartbeats.beat();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // One stream's failure must not end all others.
                LOG.log(Level.ERROR, "The writer goes on after a failure that nobody foresaw", e);
            }
        }
    }

    private static void serve(Channel channel) {
        channel.clean();
        for (SseEventSink sink : channel.sinks()) {
            if (sink instanceof Subscriber subscriber) {
                subscriber.advance();
            }
        }
    }
}

package dev.eventsource.broker.amqp;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.schedule.Backoff;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Worker;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.jms.JMSException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the feed alive: connects, listens, waits for the loss, and connects again, with back-off, for as long as the
 * broker is deployed. {@code bound} is written by the feed's own thread and read by any.
 */
@Singleton
public final class Feed {
    private static final Logger LOG = System.getLogger(Feed.class.getName());

    /** Much longer than a mark takes, or than it takes to give one up; and much shorter than a worker may be silent. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private static final String LAGGING =
            "not all that was published before has come in after five seconds; either there is"
                    + " much of it, or the broker's user may not write to the default exchange";

    private final AmqpServers servers;
    private final FeedSources sources;
    private final FanoutListener listener;
    private final Channels channels;
    private final Fences fences;
    private final FenceSender fenceSender;
    private final SignalExchange signals;
    private final String exchange;
    private final Backoff backoff = new Backoff();
    private final Worker worker = new Worker("feed", this::turn);
    private final LongAdder timesBound = new LongAdder();
    private volatile boolean bound;
    private String lastFailure = "";

    @Inject
    Feed(
            AmqpServers servers,
            FeedSources sources,
            FanoutListener listener,
            Channels channels,
            Fences fences,
            FenceSender fenceSender,
            SignalExchange signals,
            Settings settings) {
        this.servers = servers;
        this.sources = sources;
        this.listener = listener;
        this.channels = channels;
        this.fences = fences;
        this.fenceSender = fenceSender;
        this.signals = signals;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
    }

    void start(@Observes Startup deployment) {
        worker.start();
    }

    void report(@Observes HealthReport report) {
        report.add(worker);
    }

    @PreDestroy
    void stop() {
        worker.close();
    }

    /** Whether the feed is read, and everything that was published before it was bound has come in. */
    public boolean isBound() {
        return bound;
    }

    /** How often it was bound since the start: each but the first time was after a loss. */
    public long timesBound() {
        return timesBound.sum();
    }

    private void turn() throws InterruptedException {
        hold();
        servers.noteFailure();
        Thread.sleep(backoff.next().toMillis());
    }

    /** Holds one session until it is lost, or says why there is none. */
    private void hold() throws InterruptedException {
        try (FeedSession session = new FeedSession(servers, exchange, sources, signals)) {
            listener.begin(session.source());
            session.listen(listener);
            fenceSender.serve(session.source().queue());
            fences.open();
            if (catchUp(session)) {
                noteBound(session.source());
            }
            noteLoss(awaitLoss(session));
        } catch (JMSException | ExecutionException | RuntimeException e) {
            noteFailure(rootMessage(e));
        } finally {
            bound = false;
            listener.end();
            fences.close();
        }
    }

    /** Reads until everything published before has come in; false where the session is lost first. */
    private boolean catchUp(FeedSession session) throws InterruptedException, ExecutionException {
        boolean caughtUp = false;
        while (!caughtUp && !session.loss().isDone()) {
            worker.beat();
            CompletableFuture<Boolean> fence = new CompletableFuture<>();
            fences.next(fence::complete);
            awaitAny(fence, session.loss());
            caughtUp = fence.getNow(false);
            if (!caughtUp && !session.loss().isDone()) {
                noteFailure(LAGGING);
            }
        }
        return caughtUp;
    }

    /** A mark is told of in any case, but if what tells fails this goes on too. */
    private static void awaitAny(CompletableFuture<?>... events) throws InterruptedException, ExecutionException {
        try {
            CompletableFuture.anyOf(events).get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.DEBUG, "A mark is neither there nor given up", e);
        }
    }

    private String awaitLoss(FeedSession session) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return session.loss().get(BEAT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                worker.beat();
            }
        }
    }

    private void noteBound(FeedSource source) {
        channels.noteComplete();
        bound = true;
        timesBound.increment();
        lastFailure = "";
        backoff.reset();
        LOG.log(
                Level.INFO,
                "The feed from {0} is bound: exchange {1}, queue {2}",
                servers.name(),
                exchange,
                source.queue());
    }

    /** A session that never came to be bound has failed, perhaps over and over. */
    private void noteLoss(String reason) {
        if (bound) {
            bound = false;
            LOG.log(Level.WARNING, "The feed from {0} is lost: {1}", servers.name(), reason);
        } else {
            noteFailure(reason);
        }
    }

    /** A failure is logged when it is another than the last one; the same one over and over would tell nothing. */
    private void noteFailure(String failure) {
        if (!failure.equals(lastFailure) && !worker.isClosed()) {
            lastFailure = failure;
            LOG.log(Level.WARNING, "There is no feed from {0}: {1}; trying on", servers.name(), failure);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}

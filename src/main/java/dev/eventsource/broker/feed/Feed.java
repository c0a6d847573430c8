package dev.eventsource.broker.feed;

import dev.eventsource.broker.amqp.AmqpFailure;
import dev.eventsource.broker.amqp.AmqpServers;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.cluster.SignalExchange;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.schedule.Backoff;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Worker;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.source.SourceBindings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the feed alive: connects, listens, waits for the loss, and connects again, with back-off, for as long as the
 * broker is deployed. {@code bound} is written by the feed's own thread and read by any.
 */
@Singleton
public final class Feed {
    private static final Logger LOG = System.getLogger(Feed.class.getName());

    private final AmqpServers.Turns servers;
    private final FeedSources sources;
    private final SourceBindings bindings;
    private final Intake intake;
    private final Binding binding;
    private final Probes probes;
    private final FeedWatch watch;
    private final EventJson json;
    private final OwnEvents own;
    private final Channels channels;
    private final Fences fences;
    private final CatchUp catchUp;
    private final Naming naming;
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
            SourceBindings bindings,
            Intake intake,
            Binding binding,
            Probes probes,
            FeedWatch watch,
            EventJson json,
            OwnEvents own,
            Channels channels,
            Fences fences,
            CatchUp catchUp,
            Naming naming,
            FenceSender fenceSender,
            SignalExchange signals,
            Settings settings) {
        this.servers = servers.turns();
        this.sources = sources;
        this.bindings = bindings;
        this.intake = intake;
        this.binding = binding;
        this.probes = probes;
        this.watch = watch;
        this.json = json;
        this.own = own;
        this.channels = channels;
        this.fences = fences;
        this.catchUp = catchUp;
        this.naming = naming;
        this.fenceSender = fenceSender;
        this.signals = signals;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
    }

    void start(@Observes Startup deployment) {
        worker.start();
    }

    void report(@Observes HealthReport report) {
        report.add(worker);
        report.add("exchange", fault());
        report.add("signal-exchange", signals.fault());
        report.add("last_fence", probes.sinceLast());
        report.add("feed_lag", probes.lag());
    }

    void stop(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.PLATFORM_AFTER)
                    Shutdown undeployment) {
        worker.close();
    }

    /** Whether the feed is read, and everything that was published before it was bound, and since, has come in. */
    public boolean isBound() {
        return bound && binding.loss().isEmpty();
    }

    /** What keeps events from coming in although there is a connection; empty where nothing does. */
    private Optional<String> fault() {
        return binding.loss().or(watch::exchangeFault);
    }

    /** How often it was bound since the start: each but the first time was after a loss. */
    public long timesBound() {
        return timesBound.sum();
    }

    private void turn() throws InterruptedException {
        own.awaitKey();
        hold();
        servers.noteFailure();
        Thread.sleep(backoff.next().toMillis());
    }

    /** Holds one session until it is lost, or says why there is none. */
    private void hold() throws InterruptedException {
        try (FeedSession session = new FeedSession(servers.current(), exchange, sources, bindings, signals, json)) {
            watch.begin(session);
            intake.begin(session.source());
            session.listen(intake);
            fenceSender.serve(session.source().queue());
            fences.open();
            if (catchUp.await(session.loss(), worker::beat, this::noteFailure)) {
                naming.settle(session.source(), session.loss());
                noteBound(session.source());
            }
            while (!session.loss().isNoted()) {
                worker.beat();
                watch.beat(session);
            }
            noteLoss(session.loss().reason().get());
        } catch (IOException | TimeoutException | JMSException | ExecutionException | RuntimeException e) {
            noteLoss(AmqpFailure.inWords(e));
        } finally {
            bound = false;
            intake.end();
            fences.close();
        }
    }

    private String server() {
        return servers.current().name();
    }

    private void noteBound(FeedSource source) {
        channels.noteComplete();
        bound = true;
        timesBound.increment();
        lastFailure = "";
        backoff.reset();
        LOG.log(Level.INFO, "The feed from {0} is bound: exchange {1}, queue {2}", server(), exchange, source.queue());
    }

    /** A session that never came to be bound has failed, perhaps over and over. */
    private void noteLoss(String reason) {
        if (bound) {
            bound = false;
            LOG.log(Level.WARNING, "The feed from {0} is lost: {1}", server(), reason);
        } else {
            noteFailure(reason);
        }
    }

    /** A failure is logged when it is another than the last one; the same one over and over would tell nothing. */
    private void noteFailure(String failure) {
        if (!failure.equals(lastFailure) && !worker.isClosed()) {
            lastFailure = failure;
            LOG.log(Level.WARNING, "There is no feed from {0}: {1}; trying on", server(), failure);
        }
    }
}

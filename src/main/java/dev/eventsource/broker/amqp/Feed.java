package dev.eventsource.broker.amqp;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.schedule.Worker;
import dev.eventsource.broker.settings.Node;
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

/**
 * Keeps the feed alive: connects, listens, waits for the loss, and connects again, with back-off, for as long as the
 * broker is deployed. {@code bound} is written by the feed's own thread and read by any.
 */
@Singleton
public final class Feed {
    private static final Logger LOG = System.getLogger(Feed.class.getName());

    private final AmqpServers servers;
    private final FanoutListener listener;
    private final Channels channels;
    private final SignalExchange signals;
    private final String exchange;
    private final String queue;
    private final Backoff backoff = new Backoff();
    private final Worker worker = new Worker("eventsource-feed", this::run);
    private volatile boolean bound;
    private String lastFailure = "";

    @Inject
    Feed(
            AmqpServers servers,
            FanoutListener listener,
            Channels channels,
            SignalExchange signals,
            Node node,
            Settings settings) {
        this.servers = servers;
        this.listener = listener;
        this.channels = channels;
        this.signals = signals;
        this.exchange = settings.text(Setting.AMQP_EXCHANGE);
        this.queue = "eventsource." + node.id();
    }

    void start(@Observes Startup deployment) {
        worker.start();
    }

    @PreDestroy
    void stop() {
        worker.close();
    }

    /** Whether this node's queue is bound and read. */
    public boolean isBound() {
        return bound;
    }

    private void run() {
        try {
            while (!worker.isClosed()) {
                hold();
                servers.noteFailure();
                Thread.sleep(backoff.next().toMillis());
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "The feed ends");
        }
    }

    /** Holds one session until it is lost, or says why there is none. */
    private void hold() throws InterruptedException {
        try (FeedSession session = new FeedSession(servers, exchange, queue, signals)) {
            channels.noteGap();
            session.listen(listener);
            noteBound();
            String reason = session.awaitLoss();
            bound = false;
            LOG.log(Level.WARNING, "The feed from {0} is lost: {1}", servers.name(), reason);
        } catch (JMSException | RuntimeException e) {
            noteFailure(rootMessage(e));
        } finally {
            bound = false;
        }
    }

    private void noteBound() {
        bound = true;
        lastFailure = "";
        backoff.reset();
        LOG.log(Level.INFO, "The feed from {0} is bound: exchange {1}, queue {2}", servers.name(), exchange, queue);
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

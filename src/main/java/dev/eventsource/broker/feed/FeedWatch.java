package dev.eventsource.broker.feed;

import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.cluster.SignalExchange;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Sees to it, at a steady beat and at once where there is doubt, that what is published comes in: that the exchange is
 * there and bound, and that of the nodes' signals. The feed's thread alone watches; {@code exchangeFault} is written by it
 * and read by any, what is not volatile is its own.
 */
@Singleton
class FeedWatch {
    private static final Logger LOG = System.getLogger(FeedWatch.class.getName());
    /** How often each node puts its marks. */
    static final Duration BEAT = Duration.ofSeconds(3);

    private static final Duration LONGEST_TELLING = Duration.ofSeconds(1);
    private static final Duration SHORTEST_BEAT = Duration.ofMillis(200);

    private final Binding binding;
    private final Doubt doubt;
    private final Probes probes;
    private final SignalExchange signals;
    private final Silence silence;
    private volatile Optional<String> exchangeFault = Optional.empty();
    private boolean untold;
    private boolean isOfSource;
    private String lastLoss = "";

    @Inject
    FeedWatch(Binding binding, Doubt doubt, Probes probes, SignalExchange signals, Silence silence) {
        this.binding = binding;
        this.doubt = doubt;
        this.probes = probes;
        this.signals = signals;
        this.silence = silence;
    }

    /** A session begins. */
    void begin(FeedSession session) throws IOException, TimeoutException {
        noteExchange(session.exchangeFault());
        session.loss().whenNoted(doubt::raise);
        silence.begin(session.source().isResumed());
    }

    /** One beat of a session that is not lost: puts marks, waits, and mends what is missing by then. */
    void beat(FeedSession session) throws InterruptedException, IOException, TimeoutException {
        probes.put(session.source(), signals.mark());
        // However often somebody doubts, the exchange is not flooded with marks.
        Thread.sleep(SHORTEST_BEAT.toMillis());
        if (binding.loss().isEmpty()) {
            doubt.await(BEAT);
        }
        if (silence.isTooLong()) {
            session.loss().note(Silence.WORDS);
        }
        if (!session.loss().isNoted()) {
            mend(session);
        }
    }

    private void mend(FeedSession session) throws InterruptedException, IOException, TimeoutException {
        boolean made = session.makesExchange();
        if (made) {
            LOG.log(Level.WARNING, "The exchange was deleted: it is made and bound anew");
        }
        // Before the queue is bound and everyone told that all comes in.
        session.keepSources(made || binding.loss().isPresent());
        tellOfLoss(session, made, session.missedSource());
        Optional<String> loss = binding.loss();
        noteLoss(loss.orElse(""));
        if (made || loss.isPresent()) {
            session.bind();
            noteExchange(session.exchangeFault());
        }
        if (signals.isSilent()) {
            if (signals.fault().isEmpty()) {
                LOG.log(Level.WARNING, "Signals of the nodes do not come in: their exchange is made and bound anew");
            }
            session.bindSignals();
        }
    }

    /**
     * Every node that reads the queue is to learn of it, and those that find the exchange there again could not by
     * themselves; of a source that was gone, every node. What tells it may get lost, so it is put at each beat until it has come in.
     */
    private void tellOfLoss(FeedSession session, boolean made, boolean missed) throws InterruptedException {
        boolean isStill = untold && !probes.lossCame();
        isOfSource = missed || (isStill && isOfSource);
        untold = made || missed || isStill;
        if (untold) {
            probes.putLoss(session.source().queue(), isOfSource && !made);
            // Before the queue is bound, if it can be: or what comes by the new binding may come in before it.
            probes.awaitLoss(LONGEST_TELLING);
        }
    }

    private void noteLoss(String loss) {
        if (loss.equals(lastLoss)) {
            return;
        }
        if (loss.isEmpty()) {
            LOG.log(Level.INFO, "The feed is complete again, and everyone was told of the gap");
        } else {
            LOG.log(Level.WARNING, "The feed misses events: {0}; it is bound anew", loss);
        }
        lastLoss = loss;
    }

    private void noteExchange(Optional<String> fault) {
        if (!fault.equals(exchangeFault)) {
            fault.ifPresent(text -> LOG.log(Level.WARNING, "The feed may miss events: {0}", text));
        }
        exchangeFault = fault;
    }

    /** What is wrong with the exchange that was found; empty where nothing is. */
    Optional<String> exchangeFault() {
        return exchangeFault;
    }
}

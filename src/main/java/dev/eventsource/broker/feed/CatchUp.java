package dev.eventsource.broker.feed;

import dev.eventsource.broker.channel.Fences;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Knows when everything that was published before has come in: a mark sent behind it has. For the feed's own thread. */
@Singleton
class CatchUp {
    private static final Logger LOG = System.getLogger(CatchUp.class.getName());

    /** Much longer than a mark takes, or than it takes to give one up; and much shorter than a worker may be silent. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private static final String LAGGING =
            "what was published before has not all come in after five seconds: there is much of it,"
                    + " RabbitMQ takes no messages for now (memory or disk alarm), or the broker's user may not write to the default exchange";

    private final Fences fences;
    private final Silence silence;

    @Inject
    CatchUp(Fences fences, Silence silence) {
        this.fences = fences;
        this.silence = silence;
    }

    /** Waits for it, with a beat for each mark, and says of each that was given up what may be wrong; false after a loss. */
    boolean await(Loss loss, Runnable beat, Consumer<String> lagging) throws InterruptedException, ExecutionException {
        boolean caughtUp = false;
        while (!caughtUp && !loss.isNoted()) {
            beat.run();
            CompletableFuture<Boolean> fence = new CompletableFuture<>();
            fences.next(fence::complete);
            awaitAny(fence, loss.reason());
            caughtUp = fence.getNow(false);
            if (!caughtUp && !loss.isNoted()) {
                lagging.accept(LAGGING);
                if (silence.isTooLong()) {
                    loss.note(LAGGING);
                }
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
}

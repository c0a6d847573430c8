package dev.eventsource.broker.webhook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Says in the log which users' posts are not taken by anybody: the first at once, and how many followed it once a minute.
 * Any thread may call; all is guarded by this object's lock. Who has lost nothing for a minute is forgotten.
 */
final class LostWebhooks {
    private static final Logger LOG = System.getLogger(LostWebhooks.class.getName());
    private static final Duration REPEAT = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<Key, Loss> losses = new HashMap<>();

    private record Key(String user, Webhooks.Outcome outcome) {}

    /** How many are not told of yet, and why the last of them was lost. */
    private record Loss(int count, String reason, long toldAt) {}

    LostWebhooks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes one of this user's. */
    synchronized void add(String user, Webhooks.Outcome outcome, String reason) {
        Key key = new Key(user, outcome);
        Loss known = losses.get(key);
        if (known == null) {
            losses.put(key, tell(key, new Loss(1, reason, 0)));
        } else {
            losses.put(key, new Loss(known.count() + 1, reason, known.toldAt()));
        }
    }

    /** Tells of what is due. To be called now and then. */
    synchronized void tell() {
        long due = nanoTime.getAsLong() - REPEAT.toNanos();
        losses.values().removeIf(loss -> loss.count() == 0 && loss.toldAt() - due <= 0);
        losses.replaceAll((key, loss) -> loss.toldAt() - due <= 0 ? tell(key, loss) : loss);
    }

    /** Tells of what is left. */
    synchronized void tellAll() {
        losses.replaceAll((key, loss) -> loss.count() > 0 ? tell(key, loss) : loss);
    }

    private Loss tell(Key key, Loss loss) {
        LOG.log(
                Level.WARNING,
                "Webhooks of user ''{0}'' that were {1}: {2}, the last because {3}",
                key.user(),
                key.outcome() == Webhooks.Outcome.DROPPED ? "dropped" : "given up",
                loss.count(),
                loss.reason());
        return new Loss(0, loss.reason(), nanoTime.getAsLong());
    }
}

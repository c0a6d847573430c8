package dev.eventsource.broker.amqp;

import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.event.Refusal;
import dev.eventsource.broker.event.RefusedEvent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How many messages were refused, by reason. Each reason is logged once a second at most. The listener's thread alone
 * notes; any thread reads the counts.
 */
@Singleton
public final class Refusals {
    private static final Logger LOG = System.getLogger(Refusals.class.getName());

    /** A socket id, which is a secret. */
    private static final Pattern SOCKET = Pattern.compile("(\"socket\"\\s*:\\s*\")[^\"]*");

    private static final int SHOWN_BYTES = 200;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Counts<Refusal> counts = new Counts<>(Refusal.class);
    private final Map<Refusal, Long> loggedAt = new EnumMap<>(Refusal.class);

    @Inject
    public Refusals() {}

    void note(RefusedEvent refused, byte[] body) {
        Refusal refusal = refused.refusal();
        counts.add(refusal);
        long now = System.nanoTime();
        Long last = loggedAt.get(refusal);
        if (last == null || now - last >= SILENCE_NANOS) {
            loggedAt.put(refusal, now);
            LOG.log(
                    Level.WARNING,
                    "Refused a message ({0}): {1}; it begins: {2}",
                    refusal.reason(),
                    refused.whatToChange(),
                    head(body));
        }
    }

    private static String head(byte[] body) {
        String head = new String(body, 0, Math.min(SHOWN_BYTES, body.length), StandardCharsets.UTF_8);
        return SOCKET.matcher(head).replaceAll("$1***").replaceAll("\\p{Cntrl}", "?");
    }

    /** The count of every reason, in the order of {@link Refusal}. */
    public Map<String, Long> counts() {
        return counts.byName();
    }
}

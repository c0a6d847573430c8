package dev.eventsource.broker.feed;

import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.event.Refusal;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.TraceParent;
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
 * How many messages were refused, by reason. Each reason is logged once a second at most. The intake alone
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

    /** Notes a message; {@code offset} is its place in the stream, -1 in a queue, where it has none. */
    void note(RefusedEvent refused, long offset, byte[] body) {
        note(
                refused.refusal(),
                "Refused a message ({0}){1}: {2}; it begins: {3}",
                refused.refusal().reason(),
                at(offset),
                refused.whatToChange(),
                head(body));
    }

    /** Notes a message that could not even be read. */
    void noteUnreadable(long offset) {
        note(
                Refusal.UNREADABLE,
                "Refused a message ({0}){1}: its headers, or its frames, cannot be read; send it with fewer",
                Refusal.UNREADABLE.reason(),
                at(offset));
    }

    private void note(Refusal refusal, String text, Object... parameters) {
        counts.add(refusal);
        long now = System.nanoTime();
        Long last = loggedAt.get(refusal);
        if (last == null || now - last >= SILENCE_NANOS) {
            loggedAt.put(refusal, now);
            LOG.log(Level.WARNING, text, parameters);
        }
    }

    /** Where it is, and what it is part of. */
    private static String at(long offset) {
        return (offset < 0 ? "" : " at offset " + offset) + TraceParent.inWords();
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

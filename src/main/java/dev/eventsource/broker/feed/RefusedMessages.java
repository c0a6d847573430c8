package dev.eventsource.broker.feed;

import dev.eventsource.broker.count.Counts;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.http.TraceParent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How many messages were refused, by reason. Each reason is logged once a second at most. The intake alone
 * notes; any thread reads the counts.
 */
@Singleton
public final class RefusedMessages {
    private static final Logger LOG = System.getLogger(RefusedMessages.class.getName());

    /** A socket id, which is a secret. */
    private static final Pattern SOCKET = Pattern.compile("(\"socket\"\\s*:\\s*\")[^\"]*");

    private static final int SHOWN_BYTES = 200;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Counts<RefusalReason> counts = new Counts<>(RefusalReason.class);
    private final Map<RefusalReason, Long> loggedAt = new EnumMap<>(RefusalReason.class);

    private final RefusalSamples samples = new RefusalSamples();

    @Inject
    public RefusedMessages() {}

    /** Notes a message; {@code offset} is its place in the stream, -1 in a queue, where it has none. */
    void note(RefusedEvent refused, long offset, byte[] body) {
        // It may name what the publisher chose, such as the routing key.
        String whatToChange = visible(refused.whatToChange());
        samples.add(refused.reason(), whatToChange, offset, body);
        note(
                refused.reason(),
                "Refused a message ({0}){1}: {2}; it begins: {3}",
                refused.reason().word(),
                at(offset),
                whatToChange,
                head(body));
    }

    /** Notes a message that could not even be read. */
    void noteUnreadable(long offset) {
        samples.add(RefusalReason.UNREADABLE, "Send it with fewer headers and frames.", offset, new byte[0]);
        note(
                RefusalReason.UNREADABLE,
                "Refused a message ({0}){1}: its headers, or its frames, cannot be read; send it with fewer",
                RefusalReason.UNREADABLE.word(),
                at(offset));
    }

    private void note(RefusalReason reason, String text, Object... parameters) {
        counts.add(reason);
        long now = System.nanoTime();
        Long last = loggedAt.get(reason);
        if (last == null || now - last >= SILENCE_NANOS) {
            loggedAt.put(reason, now);
            // Of an exchange that is bound as a whole, most may be for nobody here.
            LOG.log(reason == RefusalReason.NO_RULE ? Level.DEBUG : Level.WARNING, text, parameters);
        }
    }

    /** Where it is, and what it is part of. */
    private static String at(long offset) {
        return (offset < 0 ? "" : " at offset " + offset) + TraceParent.inWords();
    }

    private static String head(byte[] body) {
        return visible(withoutSecrets(new String(body, 0, Math.min(SHOWN_BYTES, body.length), StandardCharsets.UTF_8)));
    }

    /** Without what would begin a line of its own, or have a text read otherwise than it is. */
    private static String visible(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }

    static String withoutSecrets(String text) {
        return SOCKET.matcher(text).replaceAll("$1***");
    }

    /** The latest refused messages, newest first, with how each begins. */
    public List<RefusedMessage> latest() {
        return samples.newestFirst();
    }

    /** The count of every reason, in the order of {@link RefusalReason}. */
    public Map<String, Long> counts() {
        return counts.byName();
    }
}

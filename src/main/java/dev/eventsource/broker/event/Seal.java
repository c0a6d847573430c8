package dev.eventsource.broker.event;

import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.secret.Hmac;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells events of the broker itself from those of publishers, who may not use its names: an HMAC-SHA-256 (RFC 2104) over
 * the event, under a key that the nodes share. {@code key} is written by whoever has learnt it and read by any thread; its
 * bytes never change. {@code seen} is guarded by this object's lock.
 */
@Singleton
public final class Seal {
    /** How many of the broker's own events are remembered, so that nobody says them again. */
    private static final int MOST_SEEN = 10_000;

    private final Set<String> seen = new LinkedHashSet<>();
    private volatile byte @Nullable [] key;

    @Inject
    public Seal() {}

    /** Seals and checks with this key from now on. */
    public void use(byte[] newKey) {
        key = newKey.clone();
    }

    /** Whether there is a key yet. */
    public boolean isReady() {
        return key != null;
    }

    /** The seal of an event, as 64 hexadecimal digits; empty while there is no key. */
    String of(Event event) {
        byte[] current = key;
        return current == null ? "" : Hmac.hex(current, text(event));
    }

    /**
     * Whether a seal is this event's, found in constant time, and comes for the first time: whoever has read an event of the
     * broker's at the exchange could send it there again.
     */
    boolean isNew(Event event, String seal) {
        return isOf(event, seal) && isNew(seal);
    }

    private synchronized boolean isNew(String seal) {
        boolean isNew = seen.add(seal);
        if (seen.size() > MOST_SEEN) {
            Iterator<String> oldestFirst = seen.iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
        return isNew;
    }

    private boolean isOf(Event event, String seal) {
        byte[] expected = of(event).getBytes(StandardCharsets.UTF_8);
        return expected.length > 0 && MessageDigest.isEqual(expected, seal.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Event event) {
        JsonArrayBuilder text = Json.createArrayBuilder()
                .add(nothingIfNull(event.channel().user()))
                .add(event.channel().name())
                .add(nothingIfNull(event.name()))
                .add(nothingIfNull(event.id()))
                .add(event.data());
        Update update = event.update();
        if (update != null) {
            text.add(Json.createArrayBuilder(update.topics())).add(update.isPrivate());
        }
        return text.build().toString();
    }

    private static String nothingIfNull(@Nullable String text) {
        return text == null ? "" : text;
    }
}

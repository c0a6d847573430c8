package dev.eventsource.broker.event;

import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.secret.Hmac;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private final CountDownLatch known = new CountDownLatch(1);
    private volatile byte @Nullable [] key;

    @Inject
    public Seal() {}

    /** Seals and checks with this key from now on. */
    public void use(byte[] newKey) {
        key = newKey.clone();
        known.countDown();
    }

    /** Whether there is a key yet. */
    public boolean isReady() {
        return key != null;
    }

    /** Waits until there is a key, for so long at most; whether there is one. */
    public boolean await(Duration limit) throws InterruptedException {
        return known.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The seal of an event, as 64 hexadecimal digits; empty while there is no key. */
    String of(Event event) {
        byte[] current = key;
        return current == null ? "" : Hmac.hex(current, text(event));
    }

    /** Whether this event, whose seal was right, is asked about for the first time. */
    synchronized boolean isNew(Event event) {
        boolean isNew = seen.add(of(event));
        if (seen.size() > MOST_SEEN) {
            Iterator<String> oldestFirst = seen.iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
        return isNew;
    }

    /** Whether a seal is this event's, found in constant time. */
    boolean isOf(Event event, String seal) {
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

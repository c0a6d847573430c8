package dev.eventsource.broker.event;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells events of the broker itself from those of publishers, who may not use its names: an HMAC-SHA-256 (RFC 2104) over
 * the event, under a key that the nodes share. {@code key} is written by whoever has learnt it and read by any thread.
 */
@Singleton
public final class Seal {
    private static final String ALGORITHM = "HmacSHA256";

    private volatile @Nullable SecretKeySpec key;

    @Inject
    public Seal() {}

    /** Seals and checks with this key from now on. */
    public void use(byte[] newKey) {
        key = new SecretKeySpec(newKey, ALGORITHM);
    }

    /** Whether there is a key yet. */
    public boolean isReady() {
        return key != null;
    }

    /** The seal of an event, as 64 hexadecimal digits; empty while there is no key. */
    String of(Event event) {
        SecretKeySpec current = key;
        if (current == null) {
            return "";
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(current);
            return HexFormat.of().formatHex(mac.doFinal(text(event).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Whether a seal is this event's; in constant time. */
    boolean isOf(Event event, String seal) {
        byte[] expected = of(event).getBytes(StandardCharsets.UTF_8);
        return expected.length > 0 && MessageDigest.isEqual(expected, seal.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Event event) {
        return Json.createArrayBuilder()
                .add(nothingIfNull(event.channel().user()))
                .add(event.channel().name())
                .add(nothingIfNull(event.name()))
                .add(nothingIfNull(event.id()))
                .add(event.data())
                .build()
                .toString();
    }

    private static String nothingIfNull(@Nullable String text) {
        return text == null ? "" : text;
    }
}

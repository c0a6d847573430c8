package dev.eventsource.broker.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Names content by what it is, for caches. */
public final class ContentHash {
    private static final int BYTES = 8;

    private ContentHash() {}

    /** 16 hexadecimal digits, the same for the same content on every node. */
    public static String of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

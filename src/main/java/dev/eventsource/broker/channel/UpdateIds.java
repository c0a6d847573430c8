package dev.eventsource.broker.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Ids of updates that have none of their own, which say positions as {@link PositionIds} do and are IRIs: UUIDs of version 8
 * (RFC 9562, section 5.8), of which the first half is the number and the other stands for whose numbers they are.
 */
final class UpdateIds {
    private static final String URN = "urn:uuid:";
    private static final int LENGTH = URN.length() + 36;
    private static final long VERSION = 0x8000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long TAG = 0x3fff_ffff_ffff_ffffL;

    private UpdateIds() {}

    /** The id of a position. */
    static String of(PositionIds ids, long position) {
        long number = position - ids.shift();
        long high = (number >>> 12 << 16) | VERSION | (number & 0xfff);
        return URN + new UUID(high, VARIANT | tag(ids.prefix()));
    }

    /** The position that an id says, whether or not it has come in; empty where it says none in these numbers. */
    static OptionalLong position(PositionIds ids, String id) {
        return ids.isNamed() ? parse(ids, id) : OptionalLong.empty();
    }

    /** Whether an id says a position in a stream that had no name yet: nobody can tell which that was. */
    static boolean isOfUnnamedStream(String id) {
        return parse(PositionIds.ofUnnamedStream(0), id).isPresent();
    }

    private static OptionalLong parse(PositionIds ids, String id) {
        if (id.length() != LENGTH || !id.startsWith(URN)) {
            return OptionalLong.empty();
        }
        try {
            UUID uuid = UUID.fromString(id.substring(URN.length()));
            long high = uuid.getMostSignificantBits();
            boolean isOurs =
                    (high & 0xf000) == VERSION && uuid.getLeastSignificantBits() == (VARIANT | tag(ids.prefix()));
            long number = (high >>> 16 << 12) | (high & 0xfff);
            return isOurs ? OptionalLong.of(number + ids.shift()) : OptionalLong.empty();
        } catch (IllegalArgumentException none) {
            return OptionalLong.empty();
        }
    }

    private static long tag(String prefix) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(prefix.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() & TAG;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

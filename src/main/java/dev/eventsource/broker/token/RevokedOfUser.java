package dev.eventsource.broker.token;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The revocations of one user that a node knows of, each by a part of its SHA-256: whatever texts a user sends, each takes the same
 * room. Any thread may ask; {@link RevokedTokens} has one thread at a time write.
 */
final class RevokedOfUser {
    /** What one takes: its mark, its times and its entry, on 64 bits with references of four. */
    static final int BYTES_OF_ONE = 32 + 32 + 40;

    /** This object, its map of no more than the first few, the user's key but for its characters, and its entry. */
    private static final int OBJECTS = 16 + 64 + 80 + 48 + 40;

    private final Map<Mark, Times> known = new ConcurrentHashMap<>();

    /** Of which it is the half. */
    private record Mark(long high, long low) {
        static Mark of(Revocation.Kind kind, String value) {
            ByteBuffer digest = Digest.of(kind.name() + " " + value);
            return new Mark(digest.getLong(), digest.getLong());
        }
    }

    /** When it was said, and until when it counts, in milliseconds since the epoch, as MongoDB has them. */
    private record Times(long at, long until) {}

    /** What a user of this key takes who has none. */
    static long heapBytes(String user) {
        return OBJECTS + 2L * user.length();
    }

    boolean has(Revocation one) {
        return known.containsKey(Mark.of(one.kind(), one.value()));
    }

    /** False where it was known already, or a later one of the same. */
    boolean add(Revocation one) {
        Mark mark = Mark.of(one.kind(), one.value());
        Times times = new Times(one.at().toEpochMilli(), one.until().toEpochMilli());
        Times before = known.get(mark);
        boolean isLater = before == null || before.at() < times.at();
        if (isLater) {
            known.put(mark, times);
        }
        return isLater;
    }

    /** Whether one of them is about this token of the user's. Three look-ups at most, however many there are. */
    boolean revoke(Token token) {
        return find(Revocation.Kind.JTI, token.id()) != null
                || isBefore(token, find(Revocation.Kind.PRESENCE_ID, token.presenceId()))
                || isBefore(token, find(Revocation.Kind.ALL, ""));
    }

    private @Nullable Times find(Revocation.Kind kind, @Nullable String value) {
        return value == null ? null : known.get(Mark.of(kind, value));
    }

    /** Whether a token was made before that was said, or may have been. */
    private static boolean isBefore(Token token, @Nullable Times times) {
        Instant made = token.issuedAt();
        return times != null && (made == null || made.toEpochMilli() <= times.at());
    }

    void forgetBefore(Instant now) {
        long millis = now.toEpochMilli();
        known.values().removeIf(times -> times.until() < millis);
    }

    int size() {
        return known.size();
    }
}

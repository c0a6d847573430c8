package dev.eventsource.broker.token;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The revocations that this node knows of, each of which it keeps for its time: that there is no room is for whoever makes another.
 * Any thread may ask and add.
 */
final class RevokedTokens {
    /** One, its times, its key and its entry, on 64 bits with references of four. */
    private static final int OBJECTS = 32 + 2 * 24 + 24 + 40;

    private static final int TEXT = 48;

    private final Map<Key, Revocation> known = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    private record Key(String user, Revocation.Kind kind, String value) {
        static Key of(Revocation revocation) {
            return new Key(revocation.user(), revocation.kind(), revocation.value());
        }
    }

    /** False where it was known already, or a later one of the same. */
    boolean add(Revocation revocation) {
        Revocation before = known.get(Key.of(revocation));
        known.compute(Key.of(revocation), (key, other) -> later(revocation, other));
        return before == null || before.at().isBefore(revocation.at());
    }

    private Revocation later(Revocation one, @Nullable Revocation other) {
        if (other == null) {
            bytes.add(heapBytes(one));
            return one;
        }
        return other.at().isBefore(one.at()) ? one : other;
    }

    /** What one takes in the heap. */
    private static long heapBytes(Revocation one) {
        return OBJECTS + 2 * TEXT + 2L * (one.user().length() + one.value().length());
    }

    /** Whether there is room in so many bytes for one that is about to be made. One that is known takes none more, and one of all is one. */
    boolean hasRoomFor(Revocation one, long mostBytes) {
        return one.kind() == Revocation.Kind.ALL
                || known.containsKey(Key.of(one))
                || bytes.sum() + heapBytes(one) <= mostBytes;
    }

    /** What they take in the heap. */
    long bytes() {
        return bytes.sum();
    }

    /** Three look-ups at most, however many there are. */
    boolean has(Token token) {
        return !known.isEmpty()
                && Stream.of(
                                find(token, Revocation.Kind.JTI, token.id()),
                                find(token, Revocation.Kind.PRESENCE_ID, token.presenceId()),
                                find(token, Revocation.Kind.ALL, ""))
                        .flatMap(Optional::stream)
                        .anyMatch(revocation -> revocation.revokes(token));
    }

    private Optional<Revocation> find(Token token, Revocation.Kind kind, @Nullable String value) {
        return value == null ? Optional.empty() : Optional.ofNullable(known.get(new Key(token.user(), kind, value)));
    }

    void forgetBefore(Instant now) {
        known.keySet()
                .forEach(key -> known.computeIfPresent(key, (same, one) -> {
                    if (!one.until().isBefore(now)) {
                        return one;
                    }
                    bytes.add(-heapBytes(one));
                    return null;
                }));
    }
}

package dev.eventsource.broker.token;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The revocations that this node knows of. Any thread may ask and add. */
final class RevokedTokens {
    private final Map<Key, Revocation> known = new ConcurrentHashMap<>();

    private record Key(String user, Revocation.Kind kind, String value) {}

    /** False where it was known already, or a later one of the same. */
    boolean add(Revocation revocation) {
        Key key = new Key(revocation.user(), revocation.kind(), revocation.value());
        Revocation before = known.get(key);
        known.merge(key, revocation, (one, other) -> one.at().isBefore(other.at()) ? other : one);
        return before == null || before.at().isBefore(revocation.at());
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
        known.values().removeIf(revocation -> revocation.until().isBefore(now));
    }
}

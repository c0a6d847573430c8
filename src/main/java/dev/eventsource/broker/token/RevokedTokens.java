package dev.eventsource.broker.token;

import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The revocations that this node knows of, each of which it keeps for its time: that there is no room is for whoever makes another.
 * Any thread may ask, without a lock whether a token is revoked; what is written is guarded by this object's lock, as {@code bytes} is.
 */
final class RevokedTokens {
    private final Map<String, RevokedOfUser> byUser = new ConcurrentHashMap<>();
    private long bytes;

    /** False where it was known already, or a later one of the same. */
    synchronized boolean add(Revocation one) {
        long before = bytesOf(one.user());
        boolean isNew =
                byUser.computeIfAbsent(one.user(), user -> new RevokedOfUser()).add(one);
        bytes += bytesOf(one.user()) - before;
        return isNew;
    }

    private long bytesOf(String user) {
        RevokedOfUser own = byUser.get(user);
        return own == null ? 0 : RevokedOfUser.heapBytes(user) + (long) own.size() * RevokedOfUser.BYTES_OF_ONE;
    }

    /** Whether one that is about to be made takes no more room than there is: it is known. */
    boolean have(Revocation one) {
        RevokedOfUser own = byUser.get(one.user());
        return own != null && own.has(one);
    }

    /** Whether so many bytes are enough for one more of a user's, and all that the user has. */
    synchronized boolean hasRoomOfOne(String user, long mostBytes) {
        long own = Math.max(bytesOf(user), RevokedOfUser.heapBytes(user));
        return own + RevokedOfUser.BYTES_OF_ONE <= mostBytes;
    }

    /** Whether so many bytes are enough for one more of a user's, and all that there are. */
    synchronized boolean hasRoom(String user, long mostBytes) {
        long more = byUser.containsKey(user) ? 0 : RevokedOfUser.heapBytes(user);
        return bytes + more + RevokedOfUser.BYTES_OF_ONE <= mostBytes;
    }

    /** What they take in the heap. */
    synchronized long bytes() {
        return bytes;
    }

    /** Three look-ups at most, however many there are, and where the user has none, one. */
    boolean has(Token token) {
        RevokedOfUser own = byUser.get(token.user());
        return own != null && own.revoke(token);
    }

    synchronized void forgetBefore(Instant now) {
        for (Iterator<Map.Entry<String, RevokedOfUser>> users =
                        byUser.entrySet().iterator();
                users.hasNext(); ) {
            Map.Entry<String, RevokedOfUser> user = users.next();
            long before = bytesOf(user.getKey());
            user.getValue().forgetBefore(now);
            if (user.getValue().size() == 0) {
                users.remove();
            }
            bytes += bytesOf(user.getKey()) - before;
        }
    }
}

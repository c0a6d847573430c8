package dev.eventsource.broker.socket;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The claims of this node, by their names. A claim is expected before MongoDB is asked for it, so that its loss is not
 * missed in between: {@code losses} has every expected and every held claim, {@code held} the latter alone, and {@code
 * ofSockets} the latest of those by the socket. Any thread may call; nothing here waits.
 */
@Singleton
class Claims {
    private final Map<String, CompletableFuture<Void>> losses = new ConcurrentHashMap<>();
    private final Map<String, Claim> held = new ConcurrentHashMap<>();
    private final Map<String, Claim> ofSockets = new ConcurrentHashMap<>();

    @Inject
    Claims() {}

    /** The loss of a claim that is about to be made. */
    CompletableFuture<Void> expect(String stream) {
        CompletableFuture<Void> loss = new CompletableFuture<>();
        losses.put(stream, loss);
        return loss;
    }

    /** Notes a claim that was made. */
    void hold(Claim claim) {
        held.put(claim.stream(), claim);
        ofSockets.put(claim.socket().id(), claim);
    }

    /** Whether a claim is held still. */
    boolean isHeld(Claim claim) {
        return claim.equals(held.get(claim.stream()));
    }

    /** Whether a claim of this name is held. */
    boolean isHeld(String stream) {
        return held.containsKey(stream);
    }

    /** The claim of a socket that is held. */
    Optional<Claim> of(String socket) {
        return Optional.ofNullable(ofSockets.get(socket));
    }

    /** Forgets a claim that was not made. */
    void forget(String stream, CompletableFuture<Void> loss) {
        losses.remove(stream, loss);
    }

    /** Forgets a claim that is released; false where it was lost, or one of the same name has taken its place. */
    boolean forget(Claim claim) {
        losses.remove(claim.stream(), claim.loss());
        ofSockets.remove(claim.socket().id(), claim);
        return held.remove(claim.stream(), claim);
    }

    /** Ends whatever goes by a claim, where this node has that or is about to; false where it knows nothing of it. */
    boolean lose(String stream) {
        CompletableFuture<Void> loss = losses.remove(stream);
        if (loss == null) {
            return false;
        }
        Claim lost = held.remove(stream);
        if (lost != null) {
            ofSockets.remove(lost.socket().id(), lost);
        }
        loss.complete(null);
        return true;
    }

    /** Those held whose socket passes. */
    List<Claim> find(Predicate<Socket> wanted) {
        return held.values().stream()
                .filter(claim -> wanted.test(claim.socket()))
                .toList();
    }
}

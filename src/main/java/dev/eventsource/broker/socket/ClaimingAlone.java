package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.secret.RandomIds;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Claims a socket by itself, whoever has it; while MongoDB is away, one that this node knows. Any thread may call, and waits. */
@Singleton
class ClaimingAlone {
    private final TicketClaims tickets;
    private final Claims claims;
    private final KnownSockets known;
    private final Endings endings;
    private final Holding holding;

    @Inject
    ClaimingAlone(TicketClaims tickets, Claims claims, KnownSockets known, Endings endings, Holding holding) {
        this.tickets = tickets;
        this.claims = claims;
        this.known = known;
        this.endings = endings;
        this.holding = holding;
    }

    /** The claim; empty where there is no such socket, or it lapsed. */
    Optional<Claim> claim(WantedClaim wanted) {
        try {
            return hasChannels(wanted) ? take(wanted.id()) : Optional.empty();
        } catch (Unavailable e) {
            return Optional.of(claimKnown(wanted, e));
        }
    }

    /** A socket's channels never change, so they need not be asked for with the claim. */
    private boolean hasChannels(WantedClaim wanted) {
        if (wanted.isForAll()) {
            return true;
        }
        List<KnownSockets.Known> found = tickets.read(List.of(wanted.id()));
        found.forEach(socket -> wanted.requireFor(socket.socket()));
        return !found.isEmpty();
    }

    private Optional<Claim> take(String id) {
        String stream = RandomIds.next();
        CompletableFuture<Void> loss = claims.expect(stream);
        Optional<Claim> claim = Optional.empty();
        try {
            claim = tickets.take(id, stream).map(before -> heldInstead(before, stream, loss));
            return claim;
        } finally {
            if (claim.isEmpty()) {
                claims.forget(stream, loss);
            }
        }
    }

    private Claim heldInstead(KnownSockets.Known before, String stream, CompletableFuture<Void> loss) {
        endings.endStream(before.stream());
        return holding.hold(new Claim(before.socket(), stream, loss));
    }

    /**
     * Without MongoDB: under the name of the claim that the socket had here, which is what MongoDB knows; the next renewal
     * sees to it. Throws what it is given where this node does not know the socket.
     */
    Claim claimKnown(WantedClaim wanted, Unavailable otherwise) {
        KnownSockets.Known socket = known.find(wanted.id()).orElseThrow(() -> otherwise);
        wanted.requireFor(socket.socket());
        String stream = socket.stream() == null ? RandomIds.next() : socket.stream();
        return holding.hold(new Claim(socket.socket(), stream, claims.expect(stream)));
    }
}

package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Batches.Asked;
import dev.eventsource.broker.secret.RandomIds;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Claims many sockets in one bulk, as far as they have no claim but the one that this node knows of. */
@Singleton
class ClaimingTogether {
    private final TicketClaims tickets;
    private final Claims claims;
    private final KnownSockets known;
    private final Endings endings;
    private final Holding holding;

    /** A claim that is expected, of a socket as this node knew it. */
    private record Attempt(
            Asked<WantedClaim, Optional<Claim>> asked, KnownSockets.Known before, CompletableFuture<Void> loss) {}

    @Inject
    ClaimingTogether(TicketClaims tickets, Claims claims, KnownSockets known, Endings endings, Holding holding) {
        this.tickets = tickets;
        this.claims = claims;
        this.known = known;
        this.endings = endings;
        this.holding = holding;
    }

    /**
     * Answers those that could be claimed, and those that are known to be gone; {@link Unavailable} where MongoDB does not
     * answer. Each socket once: one that was begun before another came may be in the same batch only where both were put at
     * once.
     */
    void claim(List<Asked<WantedClaim, Optional<Claim>>> batch) {
        Map<String, KnownSockets.Known> before = before(batch);
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        for (Asked<WantedClaim, Optional<Claim>> asked : batch) {
            KnownSockets.Known socket = before.remove(asked.question().id());
            if (socket != null && asked.question().isFor(socket.socket())) {
                String stream = RandomIds.next();
                attempts.put(stream, new Attempt(asked, socket, claims.expect(stream)));
            }
        }
        if (!attempts.isEmpty()) {
            take(attempts);
        }
    }

    /** What is known of their sockets. What is not is read first where it is more than one; one is as soon claimed alone. */
    private Map<String, KnownSockets.Known> before(List<Asked<WantedClaim, Optional<Claim>>> batch) {
        Map<String, KnownSockets.Known> before = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (Asked<WantedClaim, Optional<Claim>> asked : batch) {
            String id = asked.question().id();
            known.find(id).ifPresentOrElse(socket -> before.put(id, socket), () -> unknown.add(id));
        }
        if (unknown.size() > 1) {
            tickets.read(unknown).forEach(socket -> before.put(socket.socket().id(), socket));
            unknown.removeAll(before.keySet());
            batch.stream()
                    .filter(asked -> unknown.contains(asked.question().id()))
                    .forEach(asked -> asked.answer().complete(Optional.empty()));
        }
        return before;
    }

    /** By the names of the claims. */
    private void take(Map<String, Attempt> attempts) {
        Map<String, KnownSockets.Known> byStream = new LinkedHashMap<>();
        attempts.forEach((stream, attempt) -> byStream.put(stream, attempt.before()));
        Set<String> made = Set.of();
        try {
            made = tickets.takeUnchanged(byStream);
        } finally {
            for (Map.Entry<String, Attempt> each : attempts.entrySet()) {
                Attempt attempt = each.getValue();
                if (made.contains(each.getKey())) {
                    attempt.asked().answer().complete(Optional.of(held(each.getKey(), attempt)));
                } else {
                    claims.forget(each.getKey(), attempt.loss());
                }
            }
        }
    }

    /** The stream of a claim that this node let go of has ended, though MongoDB may not have heard of it. */
    private Claim held(String stream, Attempt attempt) {
        Socket socket = attempt.before().socket();
        if (!known.isIdle(socket.id())) {
            endings.endStream(attempt.before().stream());
        }
        return holding.hold(new Claim(socket, stream, attempt.loss()));
    }
}

package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Batches;
import dev.eventsource.broker.mongo.MongoThreads;
import dev.eventsource.broker.secret.RandomIds;
import jakarta.enterprise.event.Event;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Claims sockets for new streams: those that are asked for at the same time in one bulk, as far as they have no claim but the
 * one that this node knows of. Where another node has come in between, or the socket is gone, it is claimed by itself, whoever
 * has it. While MongoDB is away, those are claimed that this node knows. Any thread may call, and none waits.
 */
@Singleton
class Claiming {
    private final TicketClaims tickets;
    private final Claims claims;
    private final KnownSockets known;
    private final Endings endings;
    private final Event<StreamChange> changes;
    private final Batches<Wanted, Optional<Claim>> batches;

    /** What was asked for last, by socket: whoever asks often for one waits no more than once. */
    private final Map<String, Batches.Asked<Wanted, Optional<Claim>>> newest = new ConcurrentHashMap<>();

    /**
     * What a browser asks for.
     *
     * @param channels of the socket's, for which it is; empty: all
     */
    private record Wanted(String id, List<String> channels) {
        boolean isFor(Socket socket) {
            return socket.channels().containsAll(channels);
        }

        void requireFor(Socket socket) {
            if (!isFor(socket)) {
                throw Problem.forbidden(
                        "The socket has not all of these channels; leave 'channel' out or ask for its own.");
            }
        }
    }

    /** A claim that is expected, of a socket as this node knew it. */
    private record Attempt(
            Batches.Asked<Wanted, Optional<Claim>> asked, KnownSockets.Known before, CompletableFuture<Void> loss) {}

    @Inject
    Claiming(
            TicketClaims tickets,
            Claims claims,
            KnownSockets known,
            Endings endings,
            Event<StreamChange> changes,
            MongoThreads threads) {
        this.tickets = tickets;
        this.claims = claims;
        this.known = known;
        this.endings = endings;
        this.changes = changes;
        this.batches = new Batches<>(threads, Batches.STORM, this::claim);
    }

    /**
     * A claim of the socket for a new stream of these of its channels, or of all where there are none; empty where there is no
     * such socket, or it lapsed; a 403 problem where it has not all of them, and {@link Unavailable} where MongoDB does not
     * answer and this node does not know it, or the socket is asked for again before its turn comes.
     */
    CompletionStage<Optional<Claim>> claim(String id, List<String> channels) {
        Batches.Asked<Wanted, Optional<Claim>> asked = batches.put(new Wanted(id, channels));
        Batches.Asked<Wanted, Optional<Claim>> before = newest.put(id, asked);
        if (before != null) {
            before.withdraw(new Unavailable("The socket has been asked for again since.", null));
        }
        CompletableFuture<Optional<Claim>> unused =
                asked.answer().whenComplete((claim, failure) -> newest.remove(id, asked));
        return asked.told();
    }

    private void claim(List<Batches.Asked<Wanted, Optional<Claim>>> batch) {
        try {
            claimTogether(batch);
        } catch (Unavailable e) {
            rest(batch).forEach(asked -> answer(asked, () -> Optional.of(claimKnown(asked.question(), e))));
        }
        rest(batch).forEach(asked -> answer(asked, () -> claimAlone(asked.question())));
    }

    private interface Answer {
        Optional<Claim> get();
    }

    private static void answer(Batches.Asked<Wanted, Optional<Claim>> asked, Answer answer) {
        try {
            asked.answer().complete(answer.get());
        } catch (RuntimeException e) {
            asked.answer().completeExceptionally(e);
        }
    }

    private static List<Batches.Asked<Wanted, Optional<Claim>>> rest(
            List<Batches.Asked<Wanted, Optional<Claim>>> batch) {
        return batch.stream().filter(asked -> !asked.answer().isDone()).toList();
    }

    /** Each socket once: one that was begun before another came may be in the same batch only where both were put at once. */
    private void claimTogether(List<Batches.Asked<Wanted, Optional<Claim>>> batch) {
        Map<String, KnownSockets.Known> before = before(batch);
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        for (Batches.Asked<Wanted, Optional<Claim>> asked : batch) {
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
    private Map<String, KnownSockets.Known> before(List<Batches.Asked<Wanted, Optional<Claim>>> batch) {
        Map<String, KnownSockets.Known> before = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (Batches.Asked<Wanted, Optional<Claim>> asked : batch) {
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
        return hold(new Claim(socket, stream, attempt.loss()));
    }

    private Optional<Claim> claimAlone(Wanted wanted) {
        try {
            return hasChannels(wanted) ? claimAlone(wanted.id()) : Optional.empty();
        } catch (Unavailable e) {
            return Optional.of(claimKnown(wanted, e));
        }
    }

    /** A socket's channels never change, so they need not be asked for with the claim. */
    private boolean hasChannels(Wanted wanted) {
        if (wanted.channels().isEmpty()) {
            return true;
        }
        List<KnownSockets.Known> found = tickets.read(List.of(wanted.id()));
        found.forEach(socket -> wanted.requireFor(socket.socket()));
        return !found.isEmpty();
    }

    private Optional<Claim> claimAlone(String id) {
        String stream = RandomIds.next();
        CompletableFuture<Void> loss = claims.expect(stream);
        Optional<Claim> claim = Optional.empty();
        try {
            claim = tickets.take(id, stream).map(before -> heldFrom(before, stream, loss));
            return claim;
        } finally {
            if (claim.isEmpty()) {
                claims.forget(stream, loss);
            }
        }
    }

    /** Under the name of the claim that it had here, which is what MongoDB knows; the next renewal sees to it. */
    private Claim claimKnown(Wanted wanted, Unavailable otherwise) {
        KnownSockets.Known socket = known.find(wanted.id()).orElseThrow(() -> otherwise);
        wanted.requireFor(socket.socket());
        String stream = socket.stream() == null ? RandomIds.next() : socket.stream();
        return hold(new Claim(socket.socket(), stream, claims.expect(stream)));
    }

    private Claim heldFrom(KnownSockets.Known before, String stream, CompletableFuture<Void> loss) {
        endings.endStream(before.stream());
        return hold(new Claim(before.socket(), stream, loss));
    }

    private Claim hold(Claim claim) {
        claims.hold(claim);
        known.forget(claim.socket().id());
        changes.fire(new StreamChange(claim.socket(), true));
        return claim;
    }
}

package dev.eventsource.broker.socket;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Batches;
import dev.eventsource.broker.mongo.MongoThreads;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Finds the sockets that calls are about, those that are asked for at the same time with one question; while MongoDB is away,
 * those that this node knows. Any thread may ask, and none waits.
 */
@Singleton
class Finding {
    /** Each of them holds a call. */
    private static final int MOST = 2_048;

    private final TicketClaims tickets;
    private final KnownSockets known;
    private final Batches<String, Optional<Socket>> batches;

    @Inject
    Finding(TicketClaims tickets, KnownSockets known, MongoThreads threads) {
        this.tickets = tickets;
        this.known = known;
        this.batches = new Batches<>(threads, MOST, this::find);
    }

    /** The socket of this id, unless it has lapsed; {@link Unavailable} where MongoDB does not answer and this node does not know. */
    CompletionStage<Optional<Socket>> find(String id) {
        return batches.ask(id);
    }

    private void find(List<Batches.Asked<String, Optional<Socket>>> batch) {
        try {
            Map<String, Socket> found = read(batch);
            batch.forEach(asked -> asked.answer().complete(Optional.ofNullable(found.get(asked.question()))));
        } catch (Unavailable e) {
            batch.forEach(asked -> known.find(asked.question())
                    .ifPresentOrElse(
                            socket -> asked.answer().complete(Optional.of(socket.socket())),
                            () -> asked.answer().completeExceptionally(e)));
        }
    }

    private Map<String, Socket> read(List<Batches.Asked<String, Optional<Socket>>> batch) {
        return tickets.read(batch.stream().map(Batches.Asked::question).collect(Collectors.toSet())).stream()
                .map(KnownSockets.Known::socket)
                .collect(toMap(Socket::id, identity()));
    }
}

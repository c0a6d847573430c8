package dev.eventsource.broker.socket;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.Batches;
import dev.eventsource.broker.mongo.Batches.Asked;
import dev.eventsource.broker.mongo.MongoThreads;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Claims sockets for new streams: those that are asked for at the same time together, as far as that goes. Where another node
 * has come in between, or the socket is gone, it is claimed alone. While MongoDB is away, those are claimed that this node
 * knows. Any thread may call, and none waits.
 */
@Singleton
class Claiming {
    private final ClaimingTogether together;
    private final ClaimingAlone alone;
    private final Batches<WantedClaim, Optional<Claim>> batches;

    /** What was asked for last, by socket: whoever asks often for one waits no more than once. */
    private final Map<String, Asked<WantedClaim, Optional<Claim>>> newest = new ConcurrentHashMap<>();

    @Inject
    Claiming(ClaimingTogether together, ClaimingAlone alone, MongoThreads threads) {
        this.together = together;
        this.alone = alone;
        this.batches = new Batches<>(threads, Batches.STORM, this::claim);
    }

    /**
     * A claim of the socket for a new stream; empty where there is no
     * such socket, or it lapsed; a 403 problem where it has not all of them, and {@link Unavailable} where MongoDB does not
     * answer and this node does not know it, or the socket is asked for again before its turn comes.
     */
    CompletionStage<Optional<Claim>> claim(WantedClaim wanted) {
        String id = wanted.id();
        Asked<WantedClaim, Optional<Claim>> asked = batches.put(wanted);
        Asked<WantedClaim, Optional<Claim>> before = newest.put(id, asked);
        if (before != null) {
            before.withdraw(new Unavailable("The socket has been asked for again since.", null));
        }
        CompletableFuture<Optional<Claim>> unused =
                asked.answer().whenComplete((claim, failure) -> newest.remove(id, asked));
        return asked.told();
    }

    private void claim(List<Asked<WantedClaim, Optional<Claim>>> batch) {
        try {
            together.claim(batch);
        } catch (Unavailable e) {
            rest(batch).forEach(asked -> answer(asked, () -> Optional.of(alone.claimKnown(asked.question(), e))));
        }
        rest(batch).forEach(asked -> answer(asked, () -> alone.claim(asked.question())));
    }

    private static void answer(Asked<WantedClaim, Optional<Claim>> asked, Supplier<Optional<Claim>> answer) {
        try {
            asked.answer().complete(answer.get());
        } catch (RuntimeException e) {
            asked.answer().completeExceptionally(e);
        }
    }

    private static List<Asked<WantedClaim, Optional<Claim>>> rest(List<Asked<WantedClaim, Optional<Claim>>> batch) {
        return batch.stream().filter(asked -> !asked.answer().isDone()).toList();
    }
}

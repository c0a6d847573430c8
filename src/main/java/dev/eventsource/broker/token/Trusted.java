package dev.eventsource.broker.token;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An issuer whose tokens are taken, with its keys. Equal is one that is read once, and so has its keys' source: of those read twice neither is the other.
 *
 * @param lanes by which its tokens are checked where its keys are elsewhere
 */
record Trusted(Issuer issuer, IssuerKeys keys, IssuerLanes lanes) {
    /**
     * Fails with {@link RefusedToken} where a token is not signed by a key of its, at once or later, and with {@link KeysUnavailable}
     * where nobody can tell.
     */
    CompletionStage<Void> requireSigned(UnprovenToken token) {
        issuer.requireAlgorithm(token.algorithm());
        Runnable check = () -> keys.requireSigned(token, issuer.algorithms());
        if (keys.areFar()) {
            return KeyThreads.run(lanes, token.header(), check);
        }
        check.run();
        return CompletableFuture.completedFuture(null);
    }
}

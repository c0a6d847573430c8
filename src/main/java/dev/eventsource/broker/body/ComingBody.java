package dev.eventsource.broker.body;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A call whose head is there and whose body is still to come. Whoever observes it may refuse it by throwing what the call
 * itself would throw, so that no body is taken from a caller whom the head already shows to be nobody; or say that the head
 * proves who calls, so that there is room for the body whatever others have taken. For the thread of the call, but that who calls may be noted in
 * any.
 */
public final class ComingBody {
    private final HttpServletRequest head;
    private volatile Owner owner = Owner.NOBODY;
    private CompletionStage<Void> proof = CompletableFuture.completedFuture(null);

    ComingBody(HttpServletRequest head) {
        this.head = head;
    }

    /** The call, of which nothing but the head may be read. */
    public HttpServletRequest head() {
        return head;
    }

    /** The head proves that the user of this key calls. */
    public void noteUser(String key) {
        owner = new Owner(Standing.USER, key);
    }

    /** The head proves that an operator calls. */
    public void noteOperator() {
        noteUser("");
    }

    /** The head proves that somebody calls who has a socket of the user of this key. */
    public void noteHolder(String user) {
        owner = new Owner(Standing.HOLDER, user);
    }

    /** Somebody has to be asked whether the head proves it; what comes of that is said before the stage is complete. */
    public void await(CompletionStage<Void> proof) {
        this.proof = proof;
    }

    /** Complete where the body may be taken; what the call is refused with where it may not. */
    CompletionStage<Void> proof() {
        return proof;
    }

    Owner owner() {
        return owner;
    }
}

package dev.eventsource.broker.body;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A call whose head is there and whose body is still to come. Whoever observes it may refuse it by throwing what the call
 * itself would throw, so that no body is taken from a caller whom the head already shows to be nobody; or say that the head
 * proves who calls, so that there is room for the body when nobodies have taken theirs. For the thread of the call.
 */
public final class ComingBody {
    private final HttpServletRequest head;
    private boolean proven;

    ComingBody(HttpServletRequest head) {
        this.head = head;
    }

    /** The call, of which nothing but the head may be read. */
    public HttpServletRequest head() {
        return head;
    }

    /** The head proves that a user, an operator or the holder of a socket calls. */
    public void noteProof() {
        proven = true;
    }

    boolean isProven() {
        return proven;
    }
}

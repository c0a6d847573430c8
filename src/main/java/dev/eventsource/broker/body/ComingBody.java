package dev.eventsource.broker.body;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A call whose head is there and whose body is still to come. Whoever observes it may refuse it by throwing what the call
 * itself would throw, so that no body is taken from a caller whom the head already shows to be nobody; or say that the head
 * proves who calls, so that there is room for the body whatever others have taken. For the thread of the call.
 */
public final class ComingBody {
    private final HttpServletRequest head;
    private Owner owner = Owner.NOBODY;

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

    Owner owner() {
        return owner;
    }
}

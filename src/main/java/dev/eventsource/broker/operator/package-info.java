/**
 * Who may see and steer the node: operators, by their token, or by one of an issuer that says who is one, which {@code token} knows. They are none of the users, so nothing of those is known here,
 * and the users' administration can ask here who calls.
 *
 * <p>Nobody is an operator by accident: where no token is set one is drawn, and a call from loopback, where a proxy may run as
 * well as a browser, is an operator's only where that was asked for, and then with no token set. Even so whatever a proxy
 * passes on, and whatever comes under a name that somebody else made to point here (DNS rebinding), is not. Whatever
 * the page of another site sends is refused, token or none.
 *
 * <p>A browser is not to keep the token, where scripts or extensions would find it. It gives it once, for a session: a cookie
 * that no script reads, sealed with a key drawn from the token. So no node remembers sessions, however many there are, all
 * nodes with one {@code ADMIN_TOKEN} take each other's, they outlive restarts, and another token ends them all. What is
 * remembered is which were ended before their time.
 */
@NullMarked
package dev.eventsource.broker.operator;

import org.jspecify.annotations.NullMarked;

/**
 * Who may call: users by their credentials, and operators by their token.
 *
 * <p>A caller that is refused does not learn why, and not from the time it took either: an unknown user costs the same
 * comparison as a known one. The reason is logged.
 *
 * <p>Secrets stand in MongoDB as they are, since a token is proven with the secret itself. The broker draws them and shows
 * each once; a replaced one is taken for a while, so that a user's servers need not change all at once.
 *
 * <p>A token can be used again while its time lasts, unless its caller signs a nonce with it; used nonces are in MongoDB, for
 * the next call may come to any node. Each node takes a token by its own clock, which callers know better than MongoDB's; so
 * nonces are kept for an hour longer than a token lasts, by MongoDB's clock.
 *
 * <p>A node keeps users for ten seconds, so that a busy one costs MongoDB nothing, and is told of changes by a signal. What
 * it keeps can only let a call in: whoever it would refuse is asked for anew, so nobody waits for a new secret to be taken.
 *
 * <p>Rates are limited by a token bucket for each user: at each node by itself, as a count that all nodes share would cost
 * every call a round trip. It is written here, for it is shorter than the use of a library that has one, and those are a
 * quarter as large as the whole WAR.
 *
 * <p>Nobody is an operator by accident: where no token is set one is drawn, and a call from loopback, where a proxy may run as
 * well as a browser, is an operator's only where that was asked for, and then with no token set. Even so whatever a proxy
 * passes on, and whatever comes under a name that somebody else made to point here (DNS rebinding), is not. Whatever
 * the page of another site sends is refused, token or none.
 *
 * <p>While MongoDB is away, a user is believed as known when that user last called this node, for five minutes at most: that
 * is safe for publishing, which changes nothing that is stored. Whoever is not known then is told to try again, not refused.
 */
@NullMarked
package dev.eventsource.broker.user;

import org.jspecify.annotations.NullMarked;

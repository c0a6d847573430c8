/**
 * Who may: whether a call is a user's, by its credentials, whose things it may touch, and how fast a user may go.
 *
 * <p>A caller that is refused does not learn why, and not from the time it took either: an unknown user costs the same
 * comparison as a known one. The reason is logged.
 *
 * <p>Whoever shows nothing may read what a user has made public. That is no fallback: who shows a token is judged by it.
 *
 * <p>A token can be used again while its time lasts, unless its caller signs a nonce with it; used nonces are in MongoDB, for
 * the next call may come to any node. Each node takes a token by its own clock, which callers know better than MongoDB's; so
 * nonces are kept for an hour longer than a token lasts, by MongoDB's clock.
 *
 * <p>Rates are limited by a token bucket for each user: at each node by itself, as a count that all nodes share would cost
 * every call a round trip. It is written here, for it is shorter than the use of a library that has one, and those are a
 * quarter as large as the whole WAR.
 */
@NullMarked
package dev.eventsource.broker.access;

import org.jspecify.annotations.NullMarked;

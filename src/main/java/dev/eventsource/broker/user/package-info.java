/**
 * The users: who there is, in MongoDB and as this node had them last, and how operators administer them.
 *
 * <p>Secrets stand in MongoDB as they are, since a token is proven with the secret itself. The broker draws them and shows
 * each once; a replaced one is taken for a while, so that a user's servers need not change all at once.
 *
 * <p>A node keeps users for ten seconds, so that a busy one costs MongoDB nothing, and is told of changes by a signal. What
 * it keeps can only let a call in: whoever it would refuse is asked for anew, so nobody waits for a new secret to be taken.
 *
 * <p>While MongoDB is away, a user is believed as known when that user last called this node, for five minutes at most: that
 * is safe for publishing, which changes nothing that is stored. Whoever is not known then is told to try again, not refused.
 *
 * <p>What a user makes public is part of the user, so it is as fresh as all else that a node knows of it: who would be refused is asked
 * for anew, and streams that were let in are looked at again in {@code socket}.
 *
 * <p>Which channels are retained is asked when an event is taken in, and the answer goes into its message: were it asked where the
 * log is read, nodes that know the user as of different moments would hold different last values, and one that reads its history
 * anew other ones again.
 *
 * <p>Whether a call is a user's is decided in {@code access}, which asks here; whether it is an operator's, who administers,
 * in {@link dev.eventsource.broker.operator}, which knows no users.
 */
@NullMarked
package dev.eventsource.broker.user;

import org.jspecify.annotations.NullMarked;

/**
 * Posts to users' servers, which learn of what happens to their channels without asking. Each post is signed with its user's
 * secret, and sent again with back-off until it is taken, for five minutes at most; what waits is lost with its node.
 *
 * <p>Nobody here knows these servers. Turns and places are shared out by user, a server that fails is left
 * alone for a while, and some turns are only for servers that took their last posts, so that one that fails costs the others
 * nothing, and hundreds of them little. Of an answer only the head is read, within bounds and one deadline, on a connection
 * that is the broker's own to close: the platform's client leaves those open whose answers it cannot read.
 */
@NullMarked
package dev.eventsource.broker.webhook;

import org.jspecify.annotations.NullMarked;

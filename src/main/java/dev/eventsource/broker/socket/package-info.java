/**
 * Sockets: what servers open for their pages, and browsers have their streams by; the words are those of {@link
 * dev.eventsource.broker}.
 *
 * <p>A socket id is all that a browser holds, so it is 144 random bits and never logged whole. Its ticket stands
 * in MongoDB; while a stream is open, {@code broker} names the node that holds it and {@code stream} the claim that
 * stands, so that an older stream's end cannot undo a newer one's beginning. Tickets expire by {@code disconnect_at}, which
 * the node that holds the stream moves on; nobody has to clean up after a node that died. Every time in them is by
 * MongoDB's clock, so nodes agree on it whatever their own clocks say.
 *
 * <p>A socket has channels by name, by pattern, or both. Whoever has a pattern is one stream of its user and on no channel that
 * it matches: it counts in no channel's presence, is not announced there, and stays when such a channel is ended, for that
 * may be many channels and none as yet. A ticket with patterns says to nodes of releases that know none of them that there is
 * no room for it: they have its browser come back until it comes to a node that does, instead of leaving out in silence what
 * they cannot match.
 *
 * <p>What is in MongoDB decides; signals between nodes only make it happen sooner. A claim that takes over tells the node
 * whose claim it was; a socket, a channel or a user that is ended is first removed and then told of. Whatever a signal did
 * not bring, {@link dev.eventsource.broker.socket.Renewal} finds: it counts what MongoDB has as this node's, and asks which
 * are missing where the count is short. A node never brings back a ticket that is gone: only its end takes it away
 * while a node holds it.
 *
 * <p>Renewing goes by ids, a thousand with one update, and not by {@code broker}: such an update stays short however many
 * streams a node has, and goes by the one index that every server that speaks MongoDB's protocol has.
 *
 * <p>Opening and claiming hold no thread while MongoDB is asked, and many that come at the same time are asked for together
 * ({@link dev.eventsource.broker.mongo.Batches}): tickets in one insert, claims in one bulk of updates. MongoDB has no bulk that
 * answers with what was there before, so each update holds only where the ticket has the claim that this node knows of,
 * which for its own sockets it need not ask; the few that do not hold are then claimed one by one, whoever has them.
 *
 * <p>While MongoDB is away, a node goes on with the sockets that it knows to live: a stream that is claimed then goes by the
 * name that MongoDB knows for this node, or by a new one where nobody has the socket, and the next renewal makes it good or
 * ends it. Nothing lapses meanwhile: for one life afterwards what had not lapsed before counts as alive, and nothing of it is
 * removed. No socket is opened then, for other nodes could not find its ticket.
 *
 * <p>What a node remembers of sockets for that is bounded by bytes and freed by time, in Caffeine; those whose streams it has
 * are held by the streams themselves and never forgotten.
 *
 * <p>A lapsed ticket is found by nobody; removing it is cleaning. One that a node holds is left for ten lives more, for
 * the node may only have been cut off from MongoDB and renew it when it is back.
 */
@NullMarked
package dev.eventsource.broker.socket;

import org.jspecify.annotations.NullMarked;

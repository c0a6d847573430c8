/**
 * Who is there: which presence ids have a stream open on a channel, on all nodes, and who is told of it.
 *
 * <p>The tickets in MongoDB are the truth; nothing here can contradict them. Present is who has a ticket with an open stream
 * that has not lapsed.
 *
 * <p>Joining and leaving are decided by one document for each {@link dev.eventsource.broker.presence.Place}, with the time
 * until which it stands. Whichever node inserts it tells of the joining; whichever deletes it, after it has lapsed and the
 * tickets say that nobody is there, tells of the leaving. Each of these is atomic, so each is told once however
 * many tabs and nodes there are. The end of a stream lets the place lapse after the grace, and a node that was killed after
 * the ticket's life. Telling itself is at most once: it is lost with a node that dies between the two.
 *
 * <p>A crowd that comes or goes at once is many places and few operations: what streams did waits by place, each once, and
 * is written in bulk, of one user after the other. A document bears the operation that inserted it, and the one that is
 * about to delete it, so that a node whose answer was lost, or which was answered for a part alone, asks what it has done
 * instead of telling twice or never. Every turn is bounded in time, and what is left goes on in the next: {@link
 * dev.eventsource.broker.presence.Entrance} follows what streams did, {@link dev.eventsource.broker.presence.RollCall} holds
 * on what they are at, {@link dev.eventsource.broker.presence.Departures} finds who left.
 *
 * <p>{@code eshq:join} and {@code eshq:leave} go through the exchange as every event does, so every node has them in the
 * same order and they can be resumed from. Publishers may not use such names; what the broker itself sends bears a seal,
 * which nodes make and check with a key that they share through MongoDB. A seal that was taken is not taken again: whoever
 * reads at the exchange has seen it.
 */
@NullMarked
package dev.eventsource.broker.presence;

import org.jspecify.annotations.NullMarked;

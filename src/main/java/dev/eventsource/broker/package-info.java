/**
 * The EventSource broker: messages of a RabbitMQ fanout exchange become server-sent events for browsers.
 *
 * <p>Every package below is a noun of the domain, and imports only what the table in {@code PackagesTest} allows it. The
 * root holds the JAX-RS application alone. An event comes in through the exchange and by no other way: what this node
 * publishes for a caller goes to RabbitMQ and returns as any other message does, so that every node sees the same events.
 * Its way is one of four rooms:
 *
 * <pre>
 *   RabbitMQ → feed      its bytes, and where it stands in the one order of events
 *            → event     the bytes become an event, or are refused
 *            → channel   the event is encoded once, into the log of its channel
 *            → stream    what a browser has not had yet is written to it
 *
 *   POST /event, POST /socket/S         → access, socket → publish → RabbitMQ
 *   POST /socket, then GET /eventsource → access → socket → stream, which begins where the ticket says
 * </pre>
 *
 * <p>{@code presence} sees who is there, and {@code webhook} posts of it; {@code stats} counts what each user was sent, {@code
 * cluster} has what nodes tell each other, {@code user}, {@code operator} and {@code access} know who may do what; {@code
 * ops} shows it all, and {@code page} and {@code client} serve what browsers load. Beneath them is what many need and none
 * owns: {@code settings}, {@code http}, {@code body} and {@code answer}, {@code mongo}, {@code amqp}, {@code schedule},
 * {@code count} and {@code secret}.
 *
 * <p>Five words that are easily taken for one another; each means one thing here, in names as well as in comments:
 *
 * <dl>
 *   <dt>socket
 *   <dd>what a user's server opens for one of its pages ({@code POST /socket}): the right to one stream at a time, of some
 *       channels. It is known by its id, which is all that a browser holds. {@link dev.eventsource.broker.socket.Socket};
 *       that of TCP, where the broker touches one, is {@code java.net}'s.
 *   <dt>ticket
 *   <dd>a socket's document in MongoDB, by which every node knows the socket, who may use which channels with it, where the
 *       log stood when it was opened, and when it lapses. No ticket, no socket.
 *   <dt>claim
 *   <dd>the right of one stream to its socket. Each stream makes a claim of its own, the newest of which stands, on whichever
 *       node; a stream whose claim is lost ends. {@link dev.eventsource.broker.socket.Claim}
 *   <dt>lease
 *   <dd>that a node holds a ticket while it has the claimed stream, up to a time that it moves on over and over: what nobody
 *       renews lapses. {@link dev.eventsource.broker.socket.Leases}
 *   <dt>connection
 *   <dd>one of TCP, to RabbitMQ or MongoDB or from a browser, which may bear many streams. Where people who run the broker
 *       know another meaning it is kept, and means streams: {@code MAX_CONNECTIONS}, a user's {@code max_connections} and
 *       {@code connections} in {@code GET /broker}; and the collection {@code connections} holds the tickets.
 * </dl>
 *
 * <p>What a browser has is always a <em>stream</em>, and RabbitMQ's kind of queue a <em>log stream</em>.
 */
@NullMarked
package dev.eventsource.broker;

import org.jspecify.annotations.NullMarked;

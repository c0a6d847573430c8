/**
 * The operators' console at {@code /admin}: what all nodes do, live, and what an operator does about it.
 *
 * <p>It has no rights of its own. A browser gives the operators' token once, for a session ({@link
 * dev.eventsource.broker.operator.Sessions}), and then makes the calls that operators have in any case; here are those alone
 * that only people need: the session itself, the figures, a socket's ticket, a channel's newest events and the refused messages.
 *
 * <p>Each node says once a second what it does, for as long as somebody watches at any node, and to all of them, by signals:
 * which may be lost, as the next ones come soon. A node is shown as silent when it has not been heard of for some seconds, and
 * forgotten after a minute. While nobody watches nothing is counted, said or sent.
 *
 * <p>The figures go out as an event stream. It is not one of {@code stream}'s: those need a ticket, and so MongoDB, whose outage
 * operators want to see, and keep every event for a slow reader, to whom here only the newest matters. So whoever does not
 * read gets nothing in between, and is left after a while. All is written by one thread, which waits for nobody.
 *
 * <p>What others sent, names, data, refused messages, goes to the page as JSON and into it as text. The page is files on the
 * class path, as the others are, in small modules without a library, under a policy that lets nothing else in.
 */
@NullMarked
package dev.eventsource.broker.console;

import org.jspecify.annotations.NullMarked;

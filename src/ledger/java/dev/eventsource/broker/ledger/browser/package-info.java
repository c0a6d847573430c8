/**
 * The subscribers, who do what browsers do and no more: hundreds of them in one thread, each with a book of what it saw.
 *
 * <p>Two things are the load balancer's: nobody is sent to a node whose broker does not answer, and a request without an
 * answer ends after ten seconds. Half of the subscribers watch for heartbeats, as a page's script may, and half wait as an
 * EventSource does for as long as the connection stands.
 *
 * <p>A third of them shows tokens in place of tickets, each good for less than a minute, so that streams end and are renewed
 * while everything fails. What the broker says of tokens is held against the page's own clock, which is the nodes'.
 */
@NullMarked
package dev.eventsource.broker.ledger.browser;

import org.jspecify.annotations.NullMarked;

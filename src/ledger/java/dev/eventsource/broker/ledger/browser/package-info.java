/**
 * The subscribers, who do what browsers do and no more: hundreds of them in one thread, each with a book of what it saw.
 *
 * <p>Two things are the load balancer's: nobody is sent to a node whose broker does not answer, and a request without an
 * answer ends after ten seconds. Half of the subscribers watch for heartbeats, as a page's script may, and half wait as an
 * EventSource does for as long as the connection stands.
 */
@NullMarked
package dev.eventsource.broker.ledger.browser;

import org.jspecify.annotations.NullMarked;

/**
 * The back ends that publish, each event until it is confirmed; and the witness, who reads what RabbitMQ's stream has made
 * of it.
 *
 * <p>A publisher sends one event at a time, so that a retry stays in order with what comes behind it. Every try has data of
 * its own, while the id stays: so what the broker doubles is told from what the publisher did.
 */
@NullMarked
package dev.eventsource.broker.ledger.publish;

import org.jspecify.annotations.NullMarked;

/**
 * Publishing over HTTP: what a user's server or a browser sends becomes a message on the exchange, and is answered only
 * when RabbitMQ has taken it, without a thread that waits for that. Nothing is delivered from here; the event comes back in as any other message does.
 */
@NullMarked
package dev.eventsource.broker.publish;

import org.jspecify.annotations.NullMarked;

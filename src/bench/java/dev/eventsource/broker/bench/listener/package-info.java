/** What the AMQP client alone does when nothing is done with its messages: the measure of the broker's own feed. */
@NullMarked
package dev.eventsource.broker.bench.listener;

import org.jspecify.annotations.NullMarked;

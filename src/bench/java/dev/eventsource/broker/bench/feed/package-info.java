/**
 * What the servers under test have in common: a port by which the benchmark makes each of them send events, the same
 * events at the same times, without AMQP between.
 *
 * <p>It is put into copies of the WARs for the benchmark alone.
 */
@NullMarked
package dev.eventsource.broker.bench.feed;

import org.jspecify.annotations.NullMarked;

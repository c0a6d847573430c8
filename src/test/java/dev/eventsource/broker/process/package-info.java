/**
 * Programs that tests run beside themselves, each a process of its own, so that one can be frozen or killed alone.
 *
 * <p>Every one of them ends with this JVM, however that ends: its guard waits at a pipe that this JVM holds.
 */
@NullMarked
package dev.eventsource.broker.process;

import org.jspecify.annotations.NullMarked;

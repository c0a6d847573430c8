/**
 * Work that comes round again. Threads are plain daemon threads, opened and closed by the bean whose work they do: a
 * server's managed executors warn of, or interrupt, tasks that live as long as the application.
 *
 * <p>Such a thread never ends by itself, whatever its work throws, and each is a part of the node's {@link
 * dev.eventsource.broker.schedule.HealthReport}: one that does nothing any more is seen, not found out.
 */
@NullMarked
package dev.eventsource.broker.schedule;

import org.jspecify.annotations.NullMarked;

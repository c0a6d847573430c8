/**
 * Work that comes round again, and what becomes of it. Threads are plain daemon threads, opened and closed by the bean whose
 * work they do: a server's managed executors warn of, or interrupt, tasks that live as long as the application.
 *
 * <p>Such a thread never ends by itself, whatever its work throws, and each is a part of the node's {@link
 * dev.eventsource.broker.schedule.HealthReport}: one that does nothing any more is seen, not found out.
 *
 * <p>It stands alone, beneath all: a dozen beans of every room have such work, and none of them may have it in another way.
 * They begin it when the broker starts, and end it when they observe its shutdown, in the order that their priorities say:
 * first the browsers are taken leave of, then the writers stop, what ended is written, RabbitMQ is left, and MongoDB last.
 */
@NullMarked
package dev.eventsource.broker.schedule;

import org.jspecify.annotations.NullMarked;

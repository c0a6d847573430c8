/**
 * Work that comes round again. Threads are plain daemon threads, opened and closed by the bean whose work they do: a
 * server's managed executors warn of, or interrupt, tasks that live as long as the application.
 */
@NullMarked
package dev.eventsource.broker.schedule;

import org.jspecify.annotations.NullMarked;

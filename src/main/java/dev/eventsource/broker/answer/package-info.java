/**
 * The answers of calls on their way out. No thread waits for a client that does not read: what a server may not have room
 * for is held until the call has written the whole of it, and then written as the client takes it (Jakarta Servlet 6.0,
 * section 3.7), within a time and a size of all together. Answers that are small, and those of calls that change something,
 * which all are, go as they come: the servers keep them, and send them later. Event streams have a way of their own.
 */
@NullMarked
package dev.eventsource.broker.answer;

import org.jspecify.annotations.NullMarked;

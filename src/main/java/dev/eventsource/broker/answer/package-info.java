/**
 * The answers of calls on their way out. No thread waits for a client that does not read: whatever a call answers, at once or
 * later, is held until the whole of it is there, and then, where a server may not have room for it, written as the client
 * takes it (Jakarta Servlet 6.0, section 3.7), within a time and a size of all together. So each answer says how long it is,
 * and what was cut does not look whole. Small ones go at once where the server keeps what is not read, as Payara does; WildFly would wait in the request's thread. Event streams
 * have a way of their own.
 *
 * <p>This is no filter of its own, for nobody tells servers in which order filters stand that annotations declare: the one
 * that takes the bodies asks for it.
 */
@NullMarked
package dev.eventsource.broker.answer;

import org.jspecify.annotations.NullMarked;

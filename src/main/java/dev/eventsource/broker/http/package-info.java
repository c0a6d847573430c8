/**
 * What every resource shares: parameters, problem details, cross-origin headers.
 *
 * <p>Parameters are read here and not by the server, which would replace malformed UTF-8, take the first of two and read
 * bodies without an end; an event must arrive as it was sent or be refused.
 *
 * <p>No thread waits for a client: a filter before all calls takes their bodies as they come (Jakarta Servlet 6.0, section
 * 3.7), up to a length, a time, and a size of all together, and then has the call made. Where the head alone shows that the
 * caller is nobody, no body is taken; who knows callers observes {@link dev.eventsource.broker.http.ComingBody}.
 */
@NullMarked
package dev.eventsource.broker.http;

import org.jspecify.annotations.NullMarked;

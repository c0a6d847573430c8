/**
 * What calls and answers are made of: parameters, problem details, cross-origin headers. It stands alone, beneath all that
 * answer calls, since they are to answer alike; what is one resource's own is in that resource's package.
 *
 * <p>Parameters are read here and not by the server, which would replace malformed UTF-8, take the first of two and read
 * bodies without an end; an event must arrive as it was sent or be refused.
 *
 * <p>That something which the broker needs does not answer is told by an {@link dev.eventsource.broker.http.Unavailable},
 * whoever notices; here, for in the end it is an answer.
 */
@NullMarked
package dev.eventsource.broker.http;

import org.jspecify.annotations.NullMarked;

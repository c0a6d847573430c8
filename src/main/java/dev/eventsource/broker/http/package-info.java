/**
 * What every resource shares: parameters, problem details, cross-origin headers.
 *
 * <p>Parameters are read here and not by the server, which would replace malformed UTF-8, take the first of two and read
 * bodies without an end; an event must arrive as it was sent or be refused.
 */
@NullMarked
package dev.eventsource.broker.http;

import org.jspecify.annotations.NullMarked;

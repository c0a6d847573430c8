/**
 * What every resource shares: parameters, problem details, cross-origin headers.
 *
 * <p>Parameters are read here and not by the server, which would replace malformed UTF-8, take the first of two and read
 * bodies without an end; an event must arrive as it was sent or be refused. A body has a limit of its length and of its
 * time, since a thread waits for it; that bytes come at all is for the server to watch, which can cut off a silent client.
 */
@NullMarked
package dev.eventsource.broker.http;

import org.jspecify.annotations.NullMarked;

/** The calls, as any HTTP client makes them: who may, what is refused and how, and what a node says of itself. */
@NullMarked
package dev.eventsource.broker.it.http;

import org.jspecify.annotations.NullMarked;

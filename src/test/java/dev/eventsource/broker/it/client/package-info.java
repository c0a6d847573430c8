/** Event stream clients that others wrote, as their users would bring them. */
@NullMarked
package dev.eventsource.broker.it.client;

import org.jspecify.annotations.NullMarked;

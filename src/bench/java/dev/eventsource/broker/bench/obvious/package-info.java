/** The obvious way: JAX-RS's own broadcaster, as its documentation shows it. A WAR of its own, beside the broker. */
@NullMarked
package dev.eventsource.broker.bench.obvious;

import org.jspecify.annotations.NullMarked;

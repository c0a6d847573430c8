/** What the benchmark adds to its copy of the broker's WAR. */
@NullMarked
package dev.eventsource.broker.bench.broker;

import org.jspecify.annotations.NullMarked;

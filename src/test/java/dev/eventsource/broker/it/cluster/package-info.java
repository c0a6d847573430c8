/** Several nodes, and what they share in MongoDB: sockets, leases, presence; nodes that start, go and come back. */
@NullMarked
package dev.eventsource.broker.it.cluster;

import org.jspecify.annotations.NullMarked;

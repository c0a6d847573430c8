/**
 * What operators ask: whether this node is ready, and what it is doing. A status never waits for what it reports on; it
 * tells what was last known. There are three, since a load balancer that took every node out at once, and a supervisor that
 * started them all anew, would turn an outage of a server that they share into one of everything.
 *
 * <p>Metrics are the counts and times that the other packages keep in any case, read at the time of a scrape. So nothing is registered
 * anywhere, and of Prometheus' library only the formats are used: no registry that would outlive the deployment, and nothing
 * of it where events are written. No label has what callers send, a channel or a user: there is no end to those.
 */
@NullMarked
package dev.eventsource.broker.ops;

import org.jspecify.annotations.NullMarked;

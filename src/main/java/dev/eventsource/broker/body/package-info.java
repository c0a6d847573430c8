/**
 * The bodies of calls on their way in. No thread waits for a client: a filter before all calls takes their bodies as they
 * come (Jakarta Servlet 6.0, section 3.7), up to a length, a time, and a size of all together, and then has the call made,
 * whose resource finds the whole of it. Where the head alone shows that the caller is nobody, no body is taken; who knows
 * callers observes {@link dev.eventsource.broker.body.ComingBody}.
 *
 * <p>A call that had to wait for its body and cannot be answered at once either is taken by who observes {@link
 * dev.eventsource.broker.body.ReadCall}, and not dispatched: Payara's dispatch goes on with the request of a call that it
 * suspends, though that may be answered by then and its objects serve another caller, who gets a 500 or worse. So what asks
 * MongoDB has both: a resource, and somebody who takes the call.
 */
@NullMarked
package dev.eventsource.broker.body;

import org.jspecify.annotations.NullMarked;

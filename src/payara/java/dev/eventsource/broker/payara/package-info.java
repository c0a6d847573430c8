/**
 * What the tests need to run on a full Payara over the network: a domain of its own, which the operators' script prepares and
 * nothing else. Its settings reach the broker as system properties of the server, as that script gives them; WildFly's are in JNDI.
 */
@NullMarked
package dev.eventsource.broker.payara;

import org.jspecify.annotations.NullMarked;

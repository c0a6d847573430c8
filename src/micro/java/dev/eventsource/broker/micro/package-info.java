/**
 * What the tests need to run on a Payara Micro over the network: its one archive, started with the operators' script and the WARs that
 * are to be deployed. Its settings reach the broker as environment variables, as those of containers do; the other servers' are in JNDI
 * or system properties.
 *
 * <p>Decision: nobody can deploy to a Payara Micro that runs, but by a cluster. So whoever deploys starts it anew, with what was
 * deployed before as well, and whoever undeploys ends it.
 */
@NullMarked
package dev.eventsource.broker.micro;

import org.jspecify.annotations.NullMarked;

/**
 * A site of several nodes on one machine, every part of it a process of its own that can be killed, frozen or cut off.
 *
 * <p>Embedded Payaras run side by side: they need a directory for temporary files each, and the domain of the tests, which
 * opens one port (the one that Payara brings opens six, always the same). Ports are from below those that systems hand out,
 * so that a port is still free when its server comes back.
 */
@NullMarked
package dev.eventsource.broker.ledger.cluster;

import org.jspecify.annotations.NullMarked;

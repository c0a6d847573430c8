/**
 * MicroProfile Health's checks, where the server has it: the same answers as those of {@code /status/live} and {@code /status/ready}, at
 * the addresses that the server gives to the checks of everything that is deployed there.
 *
 * <p>Decision: its API is the server's and not in the WAR. Where a server lacks it, {@code beans.xml} keeps this package from being
 * looked at, so that nobody else may know of it.
 */
@NullMarked
package dev.eventsource.broker.health;

import org.jspecify.annotations.NullMarked;

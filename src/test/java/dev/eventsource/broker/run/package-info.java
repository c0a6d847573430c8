/**
 * The broker with everything it stands on in one JVM: what {@code mvn -Prun} starts, and the servers the tests share
 * with it.
 *
 * <p>All of it lives with the tests so that nothing of it can get into the WAR. Every server listens on loopback only,
 * and can be stopped and started again on the port it had.
 */
@NullMarked
package dev.eventsource.broker.run;

import org.jspecify.annotations.NullMarked;

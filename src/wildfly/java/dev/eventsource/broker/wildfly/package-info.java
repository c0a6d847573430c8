/**
 * What the tests need to run on a WildFly: the server is another JVM, which does not see the system properties that a test
 * sets before it deploys.
 */
@NullMarked
package dev.eventsource.broker.wildfly;

import org.jspecify.annotations.NullMarked;

/**
 * The packaged WAR, deployed on embedded Payara and asked over HTTP and AMQP as its users ask it.
 *
 * <p>The broker's classes are not on the class path of these tests: what they see is what the WAR brings.
 */
@NullMarked
package dev.eventsource.broker.it;

import org.jspecify.annotations.NullMarked;

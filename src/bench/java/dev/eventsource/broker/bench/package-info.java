/**
 * What {@code mvn -Pbench} runs: the broker, the floor and the obvious way, side by side on this machine, measured in turn
 * so that what disturbs the machine disturbs all of them.
 *
 * <p>Each server is a JVM of its own, and so is the load client, in this one. The feed leaves AMQP out but where the feed
 * itself is measured: events come from a class that is added to a copy of the WAR, so nothing of it is in the WAR that
 * ships. Figures are medians of the rounds, behind one that only warms up; what is promised are ratios, for they
 * outlive the machine.
 */
@NullMarked
package dev.eventsource.broker.bench;

import org.jspecify.annotations.NullMarked;

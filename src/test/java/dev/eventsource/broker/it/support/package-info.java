/**
 * What the tests stand on: the broker with its servers, callers and readers that know the protocol as bytes, and programs
 * of the machine.
 */
@NullMarked
package dev.eventsource.broker.it.support;

import org.jspecify.annotations.NullMarked;

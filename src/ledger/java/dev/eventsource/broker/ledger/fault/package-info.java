/**
 * What is done to the site, and when: drawn from a seed, two faults at once at most, each undone again; what was done is
 * kept for the judge.
 */
@NullMarked
package dev.eventsource.broker.ledger.fault;

import org.jspecify.annotations.NullMarked;

/**
 * The ledger: whether anything is lost, doubled or reordered in silence while everything that the broker stands on fails.
 *
 * <p>Publishers number what they publish and write down what was confirmed. Subscribers do as browsers do and write down what
 * they saw. Meanwhile faults are drawn at random from a seed that is printed. In the end all is left in peace, everyone must
 * catch up to the last event, and a judge compares the books.
 *
 * <p>The whole check runs a minute of it, {@code mvn -Pledger} as much as is asked for. The parts: {@code cluster} is what
 * fails, {@code fault} how; {@code publish} and {@code browser} are the two ends; {@code event} and {@code book} what they
 * write down; {@code judge} decides.
 */
@NullMarked
package dev.eventsource.broker.ledger;

import org.jspecify.annotations.NullMarked;

/**
 * Counting of what happens, and of how long it takes, for operators to see. What is counted is a few words, fixed by an enum, or
 * falls into one of a few buckets, and is never what a caller sent. It stands alone, beneath all: many rooms count, and the one that shows it, {@code ops}, imports them.
 */
@NullMarked
package dev.eventsource.broker.count;

import org.jspecify.annotations.NullMarked;

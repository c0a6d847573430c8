/**
 * Counting of what happens, for operators to see. What is counted is a few words, fixed by an enum, and never what a caller
 * sent. It stands alone, beneath all: many rooms count, and the one that shows it, {@code ops}, imports them.
 */
@NullMarked
package dev.eventsource.broker.count;

import org.jspecify.annotations.NullMarked;

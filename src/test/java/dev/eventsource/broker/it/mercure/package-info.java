/** The hub from outside, as subscribers and publishers of the Mercure protocol have it. */
@NullMarked
package dev.eventsource.broker.it.mercure;

import org.jspecify.annotations.NullMarked;

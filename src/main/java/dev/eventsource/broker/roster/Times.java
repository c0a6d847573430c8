package dev.eventsource.broker.roster;

import dev.eventsource.broker.socket.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The clocks that count here.
 *
 * @param now by MongoDB's
 * @param horizon what stood until then at most has lapsed, by the same
 * @param life how long a lease stands that nobody renews
 * @param nanoTime this node's, as {@link System#nanoTime}
 */
record Times(Supplier<Instant> now, Supplier<Instant> horizon, Duration life, LongSupplier nanoTime) {
    static Times of(Lifetime lifetime) {
        return new Times(lifetime::now, lifetime::horizon, lifetime.life(), System::nanoTime);
    }
}

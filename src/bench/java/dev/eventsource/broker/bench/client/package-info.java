/**
 * The load client: thousands of connections on one thread, and no more work for each event than it takes to know that it
 * came once, in its place, and how late.
 *
 * <p>It runs on the same machine as the server under test, so each instruction that it spends is taken from the server.
 * Therefore it reads into one buffer for all connections, copies a body's bytes once, and skips over data that it knows
 * the length of.
 */
@NullMarked
package dev.eventsource.broker.bench.client;

import org.jspecify.annotations.NullMarked;

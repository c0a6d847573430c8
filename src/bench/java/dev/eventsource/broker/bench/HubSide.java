package dev.eventsource.broker.bench;

import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/**
 * A Mercure hub under test.
 *
 * @param name as the table calls it
 * @param resident the bytes that its process has of the machine's memory
 */
record HubSide(String name, InetSocketAddress address, LongSupplier resident) {}

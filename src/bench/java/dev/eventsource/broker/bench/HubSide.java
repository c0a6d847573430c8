package dev.eventsource.broker.bench;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A Mercure hub under test.
 *
 * @param name as the table calls it
 * @param resident the bytes that its process has of the machine's memory
 * @param pid of its process
 * @param awaitNobody waits until it knows that all its subscribers are gone
 */
record HubSide(String name, InetSocketAddress address, LongSupplier resident, long pid, Runnable awaitNobody) {
    /** The processor time that its process took so far, to 10 ms. */
    Duration cpu() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }
}

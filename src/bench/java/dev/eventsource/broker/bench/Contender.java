package dev.eventsource.broker.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A server under test.
 *
 * @param name as the table calls it
 * @param feedPort where it takes the benchmark's commands
 * @param batches whether a subscriber that is behind gets many events in one write
 * @param door how subscribers get in
 */
record Contender(String name, int httpPort, int feedPort, boolean batches, Door door) {

    interface Door {
        /** A path to request for each subscriber, whose channels are these. */
        List<String> paths(List<String> channels);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort);
    }

    /** A door that is the same for all. */
    static Door always(String path) {
        return channels -> channels.stream().map(channel -> path).toList();
    }
}

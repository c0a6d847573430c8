package dev.eventsource.broker.it.proxy;

import java.time.Duration;

/** The times of nodes and proxies, in proportion to the heartbeat, which is 15 seconds as installed. */
final class Times {
    static final int HEARTBEAT_SECONDS = Integer.getInteger("it.heartbeat", 2);

    /** What proxies have a node be silent for; 40 seconds in the operators' files. */
    static final Duration LONGEST_SILENCE = inProportionTo(40);

    /** Three minutes without an event. */
    static final Duration SILENCE = inProportionTo(180);

    private Times() {}

    private static Duration inProportionTo(long seconds) {
        return Duration.ofSeconds(seconds).multipliedBy(HEARTBEAT_SECONDS).dividedBy(15);
    }
}

package dev.eventsource.broker.channel;

/**
 * From where on positions are of one log, until the next era begins.
 *
 * @param isNodes whether the node counts them itself
 * @param after the position behind which it begins
 */
record LogEra(PositionIds ids, boolean isNodes, long after) {
    private static final String QUEUE = "queue";

    /** Its name among the logs of all nodes; queues have one for all. Of no meaning while {@link #isNamed} says no. */
    String log() {
        String prefix = ids.prefix();
        return isNodes ? QUEUE : prefix.substring(1, Math.max(1, prefix.length() - 1));
    }

    boolean isNamed() {
        return ids.isNamed();
    }

    /** The number of a value there. Queues of nodes count differently, and have the time in common. */
    long number(LastValue value) {
        return isNodes ? value.clock() : value.position() - ids.shift();
    }
}

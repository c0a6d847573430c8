package dev.eventsource.broker.channel;

/**
 * Where a last value stands, for all nodes.
 *
 * @param log which log it came from: the stream's name, or that it was none
 * @param epoch which of all logs so far that was: a value of a later one is newer
 * @param number its place in it
 */
public record StoredPlace(String log, long epoch, long number) {
    /** Whether this is of a later log, or of the same and behind the other. */
    public boolean isAfter(StoredPlace other) {
        return epoch == other.epoch ? number > other.number : epoch > other.epoch;
    }
}

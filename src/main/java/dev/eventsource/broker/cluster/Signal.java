package dev.eventsource.broker.cluster;

/**
 * Something that every node is to hear of.
 *
 * @param topic what it is about; observers choose by it
 * @param text what it says, in the topic's own form; may be a secret, so neither is ever logged
 */
public record Signal(Topic topic, String text) {
    @Override
    public String toString() {
        return "Signal[" + topic + "]";
    }
}

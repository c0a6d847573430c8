package dev.eventsource.broker.ledger.value;

/**
 * What has one last value.
 *
 * @param channel without a slash
 * @param key without a slash; empty: the channel's own
 */
public record Slot(String channel, String key) {
    public boolean isOfKey() {
        return !key.isEmpty();
    }
}

package dev.eventsource.broker.user;

/**
 * A user of the broker: the owner of channels.
 *
 * @param key the public name, unique
 * @param secret what the user proves to know
 */
public record User(String key, String secret) {
    @Override
    public String toString() {
        return "User[" + key + "]";
    }
}

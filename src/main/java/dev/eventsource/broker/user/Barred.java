package dev.eventsource.broker.user;

/**
 * Fired as a CDI event when a user was deleted or disabled: what the user's sockets still allow has to end. Observed in
 * the thread of the operator's call, which fails where an observer does and can be made again.
 *
 * @param key the user's
 */
public record Barred(String key) {}

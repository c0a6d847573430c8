package dev.eventsource.broker.socket;

/**
 * Fired as a CDI event when a stream of a socket begins or ends on this node. Observed in threads that many calls share,
 * or in a writer's, so observers must not wait.
 *
 * @param opened whether it begins
 */
public record StreamChange(Socket socket, boolean opened) {}

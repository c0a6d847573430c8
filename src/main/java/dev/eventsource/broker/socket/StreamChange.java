package dev.eventsource.broker.socket;

/**
 * Fired as a CDI event when a stream of a socket begins or ends on this node. Observed in the thread of a request or of a
 * writer, so observers must not wait.
 *
 * @param opened whether it begins
 */
public record StreamChange(Socket socket, boolean opened) {}

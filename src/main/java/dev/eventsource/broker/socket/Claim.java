package dev.eventsource.broker.socket;

/**
 * The right of one stream to a socket; the next claim of the same socket ends it.
 *
 * @param socket what was claimed
 * @param stream names this claim among all of this socket
 */
public record Claim(Socket socket, String stream) {}

package dev.eventsource.broker.channel;

/**
 * How much is wanted at a time.
 *
 * @param events so many at most, from 1
 * @param bytes of all frames together, unless one alone has more
 */
public record Extract(int events, long bytes) {}

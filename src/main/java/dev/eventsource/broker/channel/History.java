package dev.eventsource.broker.channel;

import java.time.Duration;

/**
 * What a node holds to replay from.
 *
 * @param events how many
 * @param bytes what they take in the heap, about, with the room that is kept for those that come next
 * @param age how long ago the oldest came in, about; zero where there is none
 */
public record History(long events, long bytes, Duration age) {}

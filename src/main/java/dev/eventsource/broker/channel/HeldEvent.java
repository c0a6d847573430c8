package dev.eventsource.broker.channel;

/**
 * An event that is held to be replayed, for people to look at.
 *
 * @param beginning of its frame, as much as was asked for
 * @param length of the whole frame in bytes
 * @param ageNanos how long ago it came in
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array
public record HeldEvent(byte[] beginning, int length, long ageNanos) {}

package dev.eventsource.broker.channel;

/**
 * Frames that lie side by side in a log, or a piece of one that is longer than 32 KiB, to be written in one go. The bytes
 * never change.
 *
 * @param bytes where the frames are
 * @param from index of the first byte
 * @param length in bytes, 32 KiB at most and where it says the channel that word more; 0 where the run only passes over events that this subscriber sent itself
 * @param events how many frames end in it
 * @param last the position of the last event that ends in it; where none does, what was asked after
 * @param arrived when the first of them came in, by {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array without a copy
public record Run(byte[] bytes, int from, int length, int events, long last, long arrived) {}

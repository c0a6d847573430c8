package dev.eventsource.broker.channel;

/**
 * Whole frames that lie side by side in a log, to be written in one go. The bytes never change.
 *
 * @param bytes where the frames are
 * @param from index of the first byte
 * @param length in bytes; 0 where the run only passes over events that this subscriber sent itself
 * @param events how many frames these are
 * @param last the position of the run's last event
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array without a copy
public record Run(byte[] bytes, int from, int length, int events, long last) {}

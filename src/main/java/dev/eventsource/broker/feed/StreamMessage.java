package dev.eventsource.broker.feed;

/**
 * A message as it came from the stream.
 *
 * @param deliveryTag by which it is acknowledged
 * @param offset where it stands in the stream; -1 where it does not say so
 * @param isReadable false where it cannot be read, which is all that is known of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StreamMessage(long deliveryTag, long offset, boolean isReadable, byte[] body) {}

package dev.eventsource.broker.channel;

/**
 * How far one segment may go.
 *
 * @param millis how long it may be appended to
 * @param bytes how large it may be, where one event alone is not larger
 */
record Extent(long millis, int bytes) {
    private static final int SMALLEST = 1 << 10;
    private static final int LARGEST = Pieces.LENGTH;

    /** A small part of the history's time, and of a channel's share in its bytes, so that the whole ages evenly. */
    static Extent of(long historyMillis, long historyBytes, int channels) {
        long share = historyBytes / Math.max(1, channels);
        return new Extent(historyMillis / 10, (int) Math.max(SMALLEST, Math.min(LARGEST, share / 10)));
    }
}

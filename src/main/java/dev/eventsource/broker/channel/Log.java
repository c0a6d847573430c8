package dev.eventsource.broker.channel;

import org.jspecify.annotations.Nullable;

/** Events in the order of their positions, as far as they are held. Any thread reads. */
sealed interface Log permits ChannelLog, PatternLog, UpdateLog {
    /**
     * The next frames after {@code after}, up to {@code upTo}, that lie side by side, or the next piece of one frame; null
     * where there are none.
     *
     * @param within how many bytes of the first of them are not wanted any more
     */
    @Nullable
    Run read(long after, long upTo, int within, String socket);

    /** The position of the first event after {@code after}; {@link Long#MAX_VALUE} where there is none. */
    long firstPositionAfter(long after);

    /** The name of the channel of the first event after {@code after}; null where there is none. */
    @Nullable
    String channelAfter(long after);

    /** How many events between the two positions are not from {@code socket}. */
    int count(long after, long upTo, String socket);

    /** The latest position after {@code after} of an event with this id; -1 where none is held. */
    long positionOf(String id, long after);

    /** The position up to which events may have been dropped. */
    long droppedThrough();
}

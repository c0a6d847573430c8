package dev.eventsource.broker.event;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes an event an update of topics. Subscribers of topics get it, and those of channels what {@link HubUser} makes of it.
 *
 * @param topics at least one, the canonical one first
 * @param isPrivate whether it is for those alone who may have one of its topics
 * @param retry how long subscribers should wait before they reconnect; null: not said
 */
public record Update(
        List<String> topics, boolean isPrivate, @Nullable Duration retry) {
    /** Where updates go to in the log, and as which nodes that know no topics file them, where nobody can read them. */
    public static final ChannelId SPACE = new ChannelId("eshq:mercure", "eshq:mercure");

    /** What a subscriber sends in place of an id to get all that is held, so no update has it. */
    public static final String EARLIEST = "earliest";

    public Update {
        topics = List.copyOf(topics);
    }
}

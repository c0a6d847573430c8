package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is held of a channel and of the one of that name of everyone, read by who asks once and registers no sink. Any thread
 * may ask, and none waits; what is dropped meanwhile is said to be missing.
 */
@Singleton
public final class Excerpts {
    private final Channels all;

    @Inject
    public Excerpts(Channels all) {
        this.all = all;
    }

    /** Whether this node has its history; before, it cannot tell what is missing. */
    public boolean areComplete() {
        return all.isComplete();
    }

    /** What is held behind an event; empty where that event may be yet to come in here. */
    public Optional<Excerpt> after(ChannelId channel, String id, Extract extract) {
        PastReader reader = reader(channel);
        OptionalLong place = reader.placeOf(id);
        if (place.isPresent() && place.getAsLong() <= reader.end()) {
            return Optional.of(reader.read(place.getAsLong(), extract, null));
        }
        return place.isEmpty() && PositionIds.isPositionId(id)
                ? Optional.of(all(channel, extract, ResetReason.UNKNOWN_ID))
                : Optional.empty();
    }

    /** All that is held, oldest first, for who says an id that turned out to be unknown, or else says none. */
    public Excerpt all(ChannelId channel, Extract extract, @Nullable ResetReason missing) {
        return reader(channel).read(0, extract, missing);
    }

    /** The newest so many that are held, oldest first. */
    public Excerpt newest(ChannelId channel, int count, Extract extract) {
        PastReader reader = reader(channel);
        return reader.read(reader.beforeNewest(count), extract, null);
    }

    /** The end first: what comes in meanwhile lies behind it, and what lies before it is in a log, or is named as dropped. */
    private PastReader reader(ChannelId channel) {
        long end = all.last();
        List<ChannelLog> logs = Stream.of(channel, channel.ofEveryone())
                .distinct()
                .flatMap(id -> all.directory().log(id).stream())
                .toList();
        return new PastReader(all.timeline(), logs, end);
    }
}

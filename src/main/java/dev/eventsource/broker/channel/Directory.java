package dev.eventsource.broker.channel;

import dev.eventsource.broker.event.ChannelId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The channels that exist, which are those that hold an event or a sink. Any thread may call. The map's lock on a channel's
 * entry guards its sinks, and keeps an append or a registration from coming between the look at a vacant channel and its
 * removal.
 */
final class Directory {
    private final Map<ChannelId, Channel> channels = new ConcurrentHashMap<>();
    private final Timeline timeline;

    /** None yet; of those that come later, what the timeline says may have been dropped. */
    Directory(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Does something with a channel while nobody forgets it. */
    Channel with(ChannelId id, Consumer<Channel> task) {
        return channels.compute(id, (key, known) -> {
            Channel channel = known == null ? new Channel(key, timeline.droppedThrough()) : known;
            task.accept(channel);
            return channel;
        });
    }

    /** Registers a sink with the channel of each id, and with the channel of that name of everyone. */
    void register(List<ChannelId> ids, int writer, LogReader sink) {
        withEveryones(ids).forEach(id -> with(id, channel -> channel.register(writer, sink)));
    }

    /** Takes a sink out of channels that it was registered with. */
    void unregister(List<ChannelId> ids, LogReader sink) {
        withEveryones(ids)
                .forEach(id -> channels.computeIfPresent(id, (key, channel) -> {
                    channel.unregister(sink);
                    return unlessVacant(channel);
                }));
    }

    void forgetIfVacant(ChannelId id) {
        channels.computeIfPresent(id, (key, channel) -> unlessVacant(channel));
    }

    private static @Nullable Channel unlessVacant(Channel channel) {
        return channel.isVacant() ? null : channel;
    }

    /** The logs of channels that a sink is registered with, which keeps them from being forgotten. */
    List<ChannelLog> logs(List<ChannelId> ids) {
        return withEveryones(ids)
                .map(id -> Objects.requireNonNull(channels.get(id), "not registered")
                        .log())
                .toList();
    }

    private static Stream<ChannelId> withEveryones(List<ChannelId> ids) {
        return ids.stream().flatMap(id -> Stream.of(id, id.ofEveryone()));
    }

    /** The sinks of one channel. */
    List<LogReader> sinks(ChannelId id) {
        Channel channel = channels.get(id);
        Sinks sinks = channel == null ? null : channel.sinks();
        return sinks == null ? List.of() : sinks.all();
    }

    /** The log of a channel; empty where it holds neither an event nor a sink. */
    Optional<ChannelLog> log(ChannelId id) {
        return Optional.ofNullable(channels.get(id)).map(Channel::log);
    }

    /** The logs of the channels that a pattern is for and that have events after a position. */
    Stream<ChannelLog> matching(PatternId pattern, long after) {
        return channels.values().stream()
                .filter(channel -> channel.log().firstPositionAfter(after) != Long.MAX_VALUE)
                .filter(channel -> pattern.matches(channel.id()))
                .map(Channel::log);
    }

    void forEach(Consumer<Channel> task) {
        channels.values().forEach(task);
    }

    int size() {
        return channels.size();
    }
}

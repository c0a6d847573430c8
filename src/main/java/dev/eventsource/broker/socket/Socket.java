package dev.eventsource.broker.socket;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.ChannelId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user's server opens for one of its pages: the right to one stream at a time, of some channels. It has a channel or
 * a pattern, and 32 of both together at most.
 *
 * @param id the socket id, which whoever knows it may use
 * @param user the key of the user who opened it
 * @param channels names of channels
 * @param patterns patterns of the user's channels, each once
 * @param presenceId who the page belongs to, as its server says
 * @param position the event id of where the log stood when it was opened
 * @param openedAt when that was, by MongoDB's clock, in whole milliseconds
 * @param maxConnections how many streams of its user a node holds at most, from 0, where 0 is no limit; null: as the
 *     settings say
 */
public record Socket(
        String id,
        String user,
        List<String> channels,
        List<ChannelPattern> patterns,
        @Nullable String presenceId,
        String position,
        Instant openedAt,
        @Nullable Integer maxConnections) {
    private static final int OWN_WEIGHT = 256;
    private static final int TEXT_WEIGHT = 56;
    private static final int PATTERN_WEIGHT = 64;

    /** One of channels by name alone. */
    public Socket(
            String id,
            String user,
            List<String> channels,
            @Nullable String presenceId,
            String position,
            Instant openedAt,
            @Nullable Integer maxConnections) {
        this(id, user, channels, List.of(), presenceId, position, openedAt, maxConnections);
    }

    /** Whether a channel is among its own; one of no user is that of everyone. */
    boolean isOn(ChannelId channel) {
        return channels.contains(channel.name())
                && (channel.user() == null || channel.user().equals(user));
    }

    /** What a stream of it reads, of these of its channels and patterns; of all where there are none of either. */
    public Subscription subscription(List<String> someChannels, List<ChannelPattern> somePatterns) {
        boolean all = someChannels.isEmpty() && somePatterns.isEmpty();
        return Subscription.of(user, all ? channels : someChannels, all ? patterns : somePatterns);
    }

    /** Whether it has a channel, by its name or by a pattern. */
    boolean has(String channel) {
        return channels.contains(channel) || ChannelPattern.anyMatches(patterns, channel);
    }

    /** The channel that the browser itself publishes to; empty where it has patterns alone. */
    public Optional<ChannelId> ownChannel() {
        return channels.stream().findFirst().map(name -> new ChannelId(user, name));
    }

    /** How many bytes of heap it takes, or somewhat more: never less, whatever its names are. */
    public int weight() {
        long texts = weight(id) + weight(user) + weight(position) + (presenceId == null ? 0 : weight(presenceId));
        return (int) (OWN_WEIGHT
                + texts
                + channels.stream().mapToLong(Socket::weight).sum()
                + patterns.stream()
                        .flatMap(pattern -> pattern.words().stream())
                        .mapToLong(Socket::weight)
                        .sum()
                + (long) PATTERN_WEIGHT * patterns.size());
    }

    private static long weight(String text) {
        return TEXT_WEIGHT + 2L * text.length();
    }

    /** The socket without its id, which is a secret. */
    @Override
    public String toString() {
        return "Socket[" + user + " " + channels + " " + patterns + "]";
    }
}

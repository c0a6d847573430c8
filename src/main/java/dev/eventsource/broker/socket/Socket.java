package dev.eventsource.broker.socket;

import dev.eventsource.broker.event.ChannelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user's server opens for one of its pages: the right to one stream at a time, of some channels.
 *
 * @param id the socket id, which whoever knows it may use
 * @param user the key of the user who opened it
 * @param channels 1 to 32 channel names
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
        @Nullable String presenceId,
        String position,
        Instant openedAt,
        @Nullable Integer maxConnections) {
    private static final int OWN_WEIGHT = 256;
    private static final int TEXT_WEIGHT = 56;

    /** The user's channels, by the names given. */
    public List<ChannelId> channelIds(List<String> names) {
        return names.stream().map(name -> new ChannelId(user, name)).toList();
    }

    /** Whether a channel is among its own; one of no user is that of everyone. */
    boolean isOn(ChannelId channel) {
        return channels.contains(channel.name())
                && (channel.user() == null || channel.user().equals(user));
    }

    /** The channel that the browser itself publishes to. */
    public ChannelId ownChannel() {
        return new ChannelId(user, channels.get(0));
    }

    /** How many bytes of heap it takes, or somewhat more: never less, whatever its names are. */
    public int weight() {
        long texts = weight(id) + weight(user) + weight(position) + (presenceId == null ? 0 : weight(presenceId));
        return (int) (OWN_WEIGHT
                + texts
                + channels.stream().mapToLong(Socket::weight).sum());
    }

    private static long weight(String text) {
        return TEXT_WEIGHT + 2L * text.length();
    }

    /** The socket without its id, which is a secret. */
    @Override
    public String toString() {
        return "Socket[" + user + " " + channels + "]";
    }
}
